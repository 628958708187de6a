"""Pictures of the bot as people see it, drawn from what it really sends.

    python -m tests.pictures docs/pictures          the pictures of the README
    python -m tests.pictures /tmp/look --all        every scene, dark and light, at a desk and on a phone
    python -m tests.pictures /tmp/look --ask "…"    the same for a question of yours

The real client answers on the loopback Discord; its message bodies, taken from the server's log, are drawn the way
Discord draws them. Chromium makes the pictures, tmux runs the terminal: both are tools of the developer's machine.
With Noto Sans and DejaVu Sans Mono installed, the letters are those of the pictures in docs/pictures.
"""
