# docker build -t translator . && docker run --rm --network none --read-only --tmpfs /tmp -v "$PWD:/work" -u "$(id -u):$(id -g)" \
#   translator translate news.txt --to ko -g curated
# The image holds everything: it needs no network, no root, and no disk of its own but a place for the cache.

FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md ./
COPY translator translator
COPY glossaries glossaries
RUN python -m venv /opt/translator \
 && /opt/translator/bin/pip install --no-cache-dir . \
 && /opt/translator/bin/pip uninstall --yes minisbd

FROM python:3.12-slim
COPY --from=build /opt/translator /opt/translator
RUN useradd --create-home --uid 10001 translator
# Whoever the container runs as finds a cache that can be written; where none can, everything works without.
ENV PATH=/opt/translator/bin:$PATH XDG_CACHE_HOME=/tmp/cache XDG_DATA_HOME=/tmp/data XDG_CONFIG_HOME=/tmp/config
USER translator
WORKDIR /work
ENTRYPOINT ["translator"]
CMD ["--help"]
