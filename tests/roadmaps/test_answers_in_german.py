"""German answers to an open challenge, as people write them: what they bring in, leave out, and put too early."""

import time
import unicodedata
from pathlib import Path

import pytest

from bot.ask.service import Asking
from knowledge.exercise import LONGEST, Reviewed, review
from tests.roadmaps.shelf import BACKUPS, asking_about

NAMED = {
    "voll": "vollsicherung",
    "zuwachs": "inkrementelle-sicherung",
    "weg": "auslagerung",
    "probe": "ruecksicherungsuebung",
    "wacht": "ueberwachung",
    "frist": "aufbewahrungsfristen",
}


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


def read(backups: Asking, text: str) -> Reviewed:
    guide = backups.guide
    found = review(guide, guide.roadmap.challenges[0], text)
    assert isinstance(found, Reviewed), found
    return found


def slugs(short: str) -> list[str]:
    return [NAMED[word] for word in short.split()]


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("Zuerst eine Vollsicherung, dann inkrementelle Sicherungen. Zuletzt die Rücksicherungsübung.", ""),
        ("Erst die Vollsicherung, dann die inkrementelle Sicherung.", ""),
        ("Erst inkrementelle Sicherung, dann Vollsicherung.", "zuwachs"),
        ("Wir machen erst die inkrementelle Sicherung und erst danach die Vollsicherung.", "zuwachs"),
        ("Bevor ich mit der inkrementellen Sicherung anfange, mache ich eine Vollsicherung.", ""),
        ("Bevor ich eine Vollsicherung ziehe, mache ich die inkrementelle Sicherung.", "zuwachs"),
        ("Die inkrementelle Sicherung kommt vor der Vollsicherung.", "zuwachs"),
        ("Vor der inkrementellen Sicherung kommt die Vollsicherung.", ""),
        ("Nach der Vollsicherung kommt die inkrementelle Sicherung.", ""),
        ("Nach der inkrementellen Sicherung kommt die Vollsicherung.", "zuwachs"),
        ("Erst nach der Vollsicherung kommt die inkrementelle Sicherung, danach die Auslagerung.", ""),
        ("Die inkrementelle Sicherung erst nach der Vollsicherung.", ""),
        ("Inkrementelle Sicherung erst, wenn die Vollsicherung läuft.", ""),
        ("Nachdem die Vollsicherung steht, richte ich die inkrementelle Sicherung ein.", ""),
        ("Die inkrementelle Sicherung läuft jede Nacht. Die Vollsicherung mache ich vorher.", ""),
        ("Inkrementelle Sicherung. Davor aber eine Vollsicherung!", ""),
        ("Die Rücksicherungsübung kommt ganz zum Schluss, Vollsicherung zuerst, dazwischen Auslagerung.", ""),
        ("Rücksicherungsübung am Anfang, Vollsicherung am Ende.", "probe"),
        ("Auslagerung zum Schluss, Rücksicherungsübung erst später, als Erstes Vollsicherung", ""),
        ("1. Rücksicherungsübung\n2. Vollsicherung\n3. Auslagerung", "probe"),
        ("1) Vollsicherung\n2) inkrementelle Sicherung", ""),
        ("Schritt 1: Rücksicherungsübung. Schritt 2: Vollsicherung.", "probe"),
        ("Im ersten Schritt die Rücksicherungsübung, im zweiten Schritt die Vollsicherung.", "probe"),
        ("Woche 1 Rücksicherungsübung, Woche 2 Vollsicherung.", "probe"),
        ("Als letzten Schritt die Rücksicherungsübung, davor Auslagerung, davor Vollsicherung.", ""),
        ("Zuwachssicherung -> Komplettsicherung -> Offsite", "zuwachs"),
        ("Keine inkrementelle Sicherung vor der Vollsicherung!", ""),
        ("zunaechst vollsicherung, spaeter inkrementelle sicherung", ""),
    ],
)
def test_an_order_is_read_in_german(backups: Asking, text: str, early: str) -> None:
    found = read(backups, text)
    assert found.ordered
    assert [one.need.pattern for one in found.early] == slugs(early)
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("text", "wanted", "left_out"),
    [
        ("Die Überwachung brauche ich nicht.", "", "wacht"),
        ("Die Überwachung würde ich nicht nehmen, dafür die Auslagerung.", "weg", "wacht"),
        ("Auf die Auslagerung verzichte ich. Vollsicherung reicht.", "voll", "weg"),
        ("Vollsicherung, aber keine inkrementelle Sicherung.", "voll", "zuwachs"),
        ("Vollsicherung ohne Auslagerung", "voll", "weg"),
        ("Statt der Auslagerung nehme ich die Vollsicherung.", "voll", "weg"),
        ("Die Überwachung lassen wir erst mal weg, aber die Auslagerung muss sein.", "weg", "wacht"),
        ("Wir brauchen die Überwachung hier nicht. Vollsicherung und Auslagerung reichen.", "voll weg", "wacht"),
        ("Ich würde auf die Überwachung verzichten und die Auslagerung nehmen.", "weg", "wacht"),
        ("Überwachung und Aufbewahrungsfristen brauchen wir nicht.", "", "wacht frist"),
        ("Weder Überwachung noch Aufbewahrungsfristen, nur Vollsicherung.", "voll", "wacht frist"),
        ("Überwachung nicht, Aufbewahrungsfristen auch nicht, aber Vollsicherung.", "voll", "wacht frist"),
        ("die überwachung, die brauche ich nicht", "", "wacht"),
        ("Überwachung? Brauchen wir nicht. Vollsicherung ja.", "voll", "wacht"),
        ("Überwachung wäre hier übertrieben, Löschkonzept ist ueberfluessig.", "", "wacht frist"),
        ("Die Überwachung kann warten.", "", "wacht"),
        ("Ich sehe keinen Grund für eine Überwachung.", "", "wacht"),
        ("Für die Überwachung sehe ich keinen Bedarf, lieber Vollsicherung als Auslagerung.", "voll", "wacht weg"),
        ("Überwachung kommt für mich nicht in Frage, Aufbewahrungsfristen spare ich mir.", "", "wacht frist"),
    ],
)
def test_what_is_refused_in_german_is_left_out(backups: Asking, text: str, wanted: str, left_out: str) -> None:
    found = read(backups, text)
    assert [one.entry.slug for one in found.recognised] == slugs(wanted)
    assert [entry.slug for entry in found.left_out] == slugs(left_out)


@pytest.mark.parametrize(
    "text",
    [
        "Die Vollsicherung darf nicht fehlen.",
        "Vergiss nicht die Vollsicherung!",
        "Auf die Vollsicherung würde ich nie verzichten.",
        "Die Vollsicherung würde ich keinesfalls weglassen.",
        "Ohne Vollsicherung wären wir blind.",
        "Ohne Vollsicherung keine inkrementelle Sicherung.",
        "Keine inkrementelle Sicherung ohne Vollsicherung.",
        "Nicht nur Vollsicherung, sondern auch Auslagerung.",
        "Die Vollsicherung brauche ich: der Keller ist nicht trocken.",
        "Die Vollsicherung brauchen wir, weil die Kopien sonst nicht taugen.",
        "Die Vollsicherung reicht nicht, deshalb noch inkrementelle Sicherung.",
        "Wenn die Nacht nicht reicht nehme ich die Vollsicherung.",
        "Gegen das Wasser im Keller hilft die Vollsicherung.",
        "Die Vollsicherung erst später.",
    ],
)
def test_what_only_sounds_like_a_refusal_leaves_nothing_out(backups: Asking, text: str) -> None:
    found = read(backups, text)
    assert found.left_out == ()
    assert "vollsicherung" in [one.entry.slug for one in found.recognised]


def test_an_answer_of_some_length_is_read_as_a_person_would(backups: Asking) -> None:
    found = read(
        backups,
        "Am Anfang steht die Vollsicherung. Wenn die läuft, kommen inkrementelle Sicherungen dazu, sonst reicht die "
        "Nacht nicht. Dann muss eine Kopie außer Haus, und einmal im Quartal mache ich einen Restore-Test. Überwachung "
        "brauche ich am Anfang noch nicht.",
    )
    assert [one.entry.slug for one in found.recognised] == slugs("voll zuwachs weg probe")
    assert [entry.slug for entry in found.left_out] == slugs("wacht")
    assert (found.missing, found.early, found.spare, found.ordered) == ((), (), (), True)


def test_the_model_answer_lacks_nothing_and_puts_nothing_too_early(backups: Asking) -> None:
    roadmap = backups.guide.roadmap
    found = read(backups, roadmap.text(roadmap.challenges[0].answer))
    assert (found.missing, found.early, found.spare, found.left_out) == ((), (), (), ())


def test_mere_mentions_tell_no_order(backups: Asking) -> None:
    assert not read(backups, "Vollsicherung, Auslagerung vor Ort und vor allem eine Rücksicherungsübung.").ordered


@pytest.mark.parametrize(
    "text",
    [
        "Zunächst Vollsicherung, später Auslagerung; die Überwachung wäre überflüssig, schließlich Rücksicherungsübung.",
        "Überwachung würde ich weglassen. Als Nächstes Vollsicherung, übrigens zuerst die Rücksicherungsübung.",
    ],
)
def test_neither_capitals_nor_umlauts_change_what_is_read(backups: Asking, text: str) -> None:
    bare = text.replace("ü", "ue").replace("Ü", "Ue").replace("ä", "ae").replace("ß", "ss")
    found = [read(backups, one) for one in (text, text.upper(), text.lower(), unicodedata.normalize("NFD", text), bare)]
    said = [([one.entry for one in each.recognised], each.left_out, each.early, each.ordered) for each in found]
    assert said == [said[0]] * len(found)
    assert [entry.slug for entry in found[0].left_out] == ["ueberwachung"]


@pytest.mark.parametrize(
    "part", ["erst Offsite, ", "vor der Auslagerung ", "Offsite brauche ich nicht und ", "bevor, "]
)
def test_a_long_answer_is_read_at_once(backups: Asking, part: str) -> None:
    text = (part * LONGEST)[:LONGEST]
    took = []
    for _ in range(3):
        began = time.process_time()
        review(backups.guide, backups.guide.roadmap.challenges[0], text)
        took.append(time.process_time() - began)
    assert min(took) < 0.1
