#!/bin/sh
# The report's tests need a Chromium or Chrome. Find one, or install Debian's as root; else say what to do.
set -u
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing chromium for the report's tests."
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0
fi
echo "No Chromium found, and it cannot be installed from here: install Chromium or Chrome to run the report's browser tests." >&2
[ -z "${CI:-}" ] # without a browser these tests are skipped, in CI they fail
