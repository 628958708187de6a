# The bot and nothing else: built in one image, run in another that cannot build.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source

# --build-arg SEMANTIC=yes bakes in the sentence model: its runtime, its weights, and what was learned with it.
ARG SEMANTIC=

# Apart from our own code, so that a change of ours downloads nothing again.
COPY requirements.txt requirements-semantic.txt requirements-build.txt ./
RUN python -m venv --without-pip /opt/roadmap-bot \
 && pip --python /opt/roadmap-bot/bin/python install --only-binary :all: --require-hashes -r requirements${SEMANTIC:+-semantic}.txt \
 && pip install --only-binary :all: --require-hashes -r requirements-build.txt

COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && pip --python /opt/roadmap-bot/bin/python install --no-deps --no-index /wheels/*.whl

# Learn the shipped roadmap now, so that the bot starts with a warm cache.
RUN XDG_CACHE_HOME=/cache /opt/roadmap-bot/bin/roadmap-bot ask "circuit breaker" \
 && if [ -n "$SEMANTIC" ] && [ -z "$(find /cache -name '*.onnx')" ]; then echo "The weights were not fetched."; exit 1; fi


FROM python:3.11-slim-bookworm
RUN pip uninstall --yes --root-user-action ignore setuptools wheel pip \
 && useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin roadmap-bot \
 && install --directory --owner 10001 --group 10001 /data

COPY --from=build /opt/roadmap-bot /opt/roadmap-bot
COPY --from=build --chown=10001:10001 /cache /var/cache/roadmap-bot

ENV PATH=/opt/roadmap-bot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/var/cache/roadmap-bot \
    XDG_DATA_HOME=/data \
    HTTP_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
CMD ["roadmap-bot", "run"]
