# Dateline in a container: the locked dependencies first, so that a change of the code does not install them again.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /srv/dateline \
    && /srv/dateline/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY corpus corpus
RUN /srv/dateline/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --no-log-init --uid 10001 --home-dir /data --create-home dateline
COPY --from=build /srv/dateline /srv/dateline
ENV PATH=/srv/dateline/bin:$PATH PYTHONUNBUFFERED=1 DATELINE_DATA_DIR=/data DATELINE_HEALTH_PORT=9464
WORKDIR /data
USER dateline
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=2m \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9464/healthz', timeout=8)"]
ENTRYPOINT ["dateline"]
CMD ["run"]
