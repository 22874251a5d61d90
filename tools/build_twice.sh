#!/bin/sh
# Build the wheel and the sdist twice from the same commit, in two places, and compare the bytes.
# With OFFLINE=1 nothing is fetched: hatchling must be installed beside PYTHON.
set -eu
cd "$(dirname "$0")/.."
: "${PYTHON:=python3}"
SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)}"
export SOURCE_DATE_EPOCH
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for turn in one other; do
  mkdir -p "$place/$turn"
  git archive HEAD | tar -x -C "$place/$turn"
  if [ "${OFFLINE:-}" = 1 ]; then
    (cd "$place/$turn" && "$PYTHON" -m hatchling build -d "$place/$turn-dist" >/dev/null 2>&1)
  elif command -v uv >/dev/null 2>&1; then
    uv build --quiet --python "$PYTHON" --out-dir "$place/$turn-dist" "$place/$turn"
  else
    "$PYTHON" -m pip install --quiet --disable-pip-version-check hatchling
    (cd "$place/$turn" && "$PYTHON" -m hatchling build -d "$place/$turn-dist" >/dev/null 2>&1)
  fi
done
for path in "$place"/one-dist/*; do
  name=$(basename "$path")
  [ "$name" = .gitignore ] && continue
  cmp "$path" "$place/other-dist/$name" || { echo "$name differs between two builds" >&2; exit 1; }
  echo "$name: the same bytes twice"
done
