# One image for every part: the run that publishes, Dask scheduler and workers, Prefect server and workers.
#   docker build -t wiremill .
#   docker run --rm -v wiremill-data:/data -v "$PWD/incoming:/incoming:ro" wiremill run /incoming
# Packages are those of requirements.lock, checked by its hashes.
FROM python:3.11-slim AS build

WORKDIR /build
RUN python -m pip install --no-cache-dir --disable-pip-version-check uv==0.13.9 \
    && uv venv --no-cache /opt/wiremill
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY transforms transforms
COPY warehouse warehouse
COPY flows flows
COPY wiremill wiremill
RUN uv pip install --no-cache --python /opt/wiremill/bin/python \
        --constraint requirements.lock --build-constraint requirements.lock \
        ".[dask,lake,office,pdf,s3]" \
    && /opt/wiremill/bin/python -m compileall -q /opt/wiremill/lib

FROM python:3.11-slim

LABEL org.opencontainers.image.title="wiremill" \
      org.opencontainers.image.description="Raw news texts in, structured, checked, queryable tables out." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --gid 10001 wiremill \
    && useradd --uid 10001 --gid wiremill --create-home --shell /usr/sbin/nologin wiremill \
    && install --directory --owner=wiremill --group=wiremill /data /scratch
COPY --from=build /opt/wiremill /opt/wiremill
COPY prefect.yaml /opt/wiremill/

ENV PATH=/opt/wiremill/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    GX_ANALYTICS_ENABLED=false \
    DO_NOT_TRACK=1 \
    WIREMILL_DATA=/data
USER 10001:10001
WORKDIR /home/wiremill
# The models are inside: a text is read without any network.
RUN ["wiremill", "explain", "Finland accused Belarus on Monday of fraud."]

VOLUME ["/data", "/scratch"]
# Dask scheduler, its pages, Prefect server.
EXPOSE 8786 8787 4200
# Of a run: program and models can be loaded. Services that listen have checks of their own (compose.yaml).
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from transforms.reading.model_files import check_files; check_files()"]
ENTRYPOINT ["wiremill"]
CMD ["--help"]
