#!/usr/bin/env bash
# The step of the GitHub Action that checks: annotations in the pull request, and a SARIF file where one is asked for.
# Paths and options come from the environment, so that nothing in them is run by the shell.
set -eu
read -r -a paths <<< "${KANWU_PATHS:-.}"
read -r -a args <<< "${KANWU_ARGS:-}"
if [ -n "${KANWU_SARIF:-}" ]; then
  kanwu check "${paths[@]}" ${args[@]+"${args[@]}"} --quiet --exit-zero --output-format sarif --output-file "$KANWU_SARIF"
fi
exec kanwu check "${paths[@]}" ${args[@]+"${args[@]}"} --output-format github
