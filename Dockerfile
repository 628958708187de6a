# The bot and nothing else: built in one image, run in another that cannot build.

FROM python:3.11-slim-bookworm AS libraries
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
RUN apt-get update && apt-get install --yes --no-install-recommends binutils

# --build-arg SEMANTIC=yes bakes in the sentence model: its runtime, its weights, and what was learned with it.
ARG SEMANTIC=

# Behind a mirror of pip's: docker build --secret id=pip,src=pip.conf .
COPY requirements.txt requirements-semantic.txt requirements-build.txt ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    python -m venv --without-pip /opt/roadmap-bot \
 && pip --python /opt/roadmap-bot/bin/python install --no-compile --only-binary :all: --require-hashes \
    -r requirements${SEMANTIC:+-semantic}.txt \
 && pip install --only-binary :all: --require-hashes -r requirements-build.txt

# What never runs stays behind: tests, all of scipy but its sparse matrices, and debug symbols. The libraries that numpy
# bundles do not survive strip; that all others did is seen by loading them.
RUN cd /opt/roadmap-bot/lib/python3*/site-packages \
 && find . -type d -name tests -prune -exec rm -r {} + \
 && find scipy -mindepth 1 -maxdepth 1 -type d ! -name _lib ! -name sparse -exec rm -r {} + \
 && rm -r scipy.libs scipy/sparse/linalg scipy/sparse/csgraph discord/bin \
 && find . -name '*.so' ! -path './*.libs/*' -exec strip --strip-unneeded {} + \
 && find . -name '*.so' -exec /opt/roadmap-bot/bin/python -c 'import ctypes, sys; [*map(ctypes.CDLL, sys.argv[1:])]' {} +


# Apart from the libraries, so that a change of ours downloads nothing again, and an update brings no more than itself.
FROM libraries AS build
ARG SEMANTIC=
COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && pip --python /opt/roadmap-bot/bin/python install --no-compile --no-deps --no-index --root /own /wheels/*.whl \
 && cp -a /own/. /

# The shipped roadmap is learned and all that runs is compiled now: later there is nowhere to keep either.
WORKDIR /
RUN export PATH=/opt/roadmap-bot/bin:$PATH PYTHONPYCACHEPREFIX=/own/opt/roadmap-bot/bytecode \
    XDG_CACHE_HOME=/cache XDG_DATA_HOME=/tmp \
 && roadmap-bot ask "circuit breaker" \
 && roadmap-bot simulate --days 1 \
 && python -c "import asyncpg, urllib.request, bot.frontends.discord.pages, bot.frontends.discord.process, bot.learn.drawing.__main__" \
 && if [ -n "$SEMANTIC" ] && [ -z "$(find /cache -name '*.onnx')" ]; then echo "The weights were not fetched."; exit 1; fi \
 && chmod -R a+rX /cache


FROM python:3.11-slim-bookworm
RUN pip uninstall --yes --root-user-action ignore setuptools wheel pip \
 && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin roadmap-bot \
 && install --directory --owner 10001 --group 10001 /data

COPY --from=libraries /opt/roadmap-bot /opt/roadmap-bot
COPY --from=build /own/opt/roadmap-bot /opt/roadmap-bot
COPY --from=build --chown=10001:10001 /cache /var/cache/roadmap-bot

ENV PATH=/opt/roadmap-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPYCACHEPREFIX=/opt/roadmap-bot/bytecode \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/var/cache/roadmap-bot \
    XDG_DATA_HOME=/data \
    HTTP_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as web; port = os.environ['HTTP_PORT']; port and web.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=4)"]
CMD ["roadmap-bot", "run"]
