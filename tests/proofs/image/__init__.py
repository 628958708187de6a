"""The container image: built without a container engine, started as compose.yaml says, and asked.

    python -m tests.proofs.image     on Debian, as root, with the packages buildah and debootstrap

Nothing of it stays on the machine, and no image is downloaded: `debootstrap` makes a base of the distribution and the
Python that the Dockerfile names, from wherever this machine's apt takes its packages; pip's packages come from wherever
its pip does. The bot is process 1 on a read-only root, as the image's user, without any capability; only the network is
the machine's own, for that is where the loopback Discord listens.
"""
