# kanwu in a container: docker run --rm -v "$PWD:/work" kanwu check .
FROM python:3.12-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --wheel-dir /wheels /source

FROM python:3.12-slim
# git is needed for --since; a mounted checkout belongs to another user, which git must be told to accept.
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install --no-cache-dir --no-index --find-links /wheels kanwu
RUN useradd --create-home kanwu
USER kanwu
WORKDIR /work
ENTRYPOINT ["kanwu"]
