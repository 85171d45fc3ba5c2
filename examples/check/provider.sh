#!/bin/sh
# Checks a provider that you operate against the standards in a build job:
#
#   ISSUER=https://op.example CLIENT_ID=check examples/check/provider.sh
#
# OAUTH_WALK_CLIENT_SECRET has the client's secret. BROWSER_COMMAND signs in a user of your tests: it gets the address as its last word, and
# examples/playwright/sign-in.mjs is one. Without it, only those rules are judged for which nobody signs in.
# PORT is where the browser comes back on this machine; the client's redirect URI has it (http://127.0.0.1:8765/callback otherwise).
# RULES chooses rules (C19,C20), FAIL_ON the severity from which on the job fails (high), BASELINE is the file of the failures that you know.
# Some rules revoke tokens or end the browser's session: they are tried with OAUTH_WALK_DESTRUCTIVE=1. Those that take minutes need OAUTH_WALK_SLOW=1.
# The job ends with 3 where a rule is broken, with 5 where the provider could not be reached or a rule that matters could not be judged, and
# with 2 where a setting is wrong, or a rule in RULES can't be tried as the job is set up.
set -u

program=${OAUTH_WALK_PROGRAM:-oauth-walk}
reports=${REPORTS:-reports}
attempts=${RETRY_ATTEMPTS:-4}
delay=${RETRY_SECONDS:-5}
: "${ISSUER:?}" "${CLIENT_ID:?}"
mkdir -p "$reports"

set -- --i-operate "$ISSUER" --client-id "$CLIENT_ID" --fail-on "${FAIL_ON:-high}"
set -- "$@" --junit "$reports/provider.xml" --sarif "$reports/provider.sarif" --html "$reports/provider.html"
[ -z "${BASELINE:-}" ] || set -- "$@" --baseline "$BASELINE"
[ -z "${PORT:-}" ] || set -- "$@" --port "$PORT"
[ -z "${RULES:-}" ] || set -- "$@" --probe "$RULES"
if [ -n "${BROWSER_COMMAND:-}" ]; then set -- "$@" --browser "$BROWSER_COMMAND"; else set -- "$@" --no-sign-in; fi

# 5 is the network, or a provider that is just being deployed: it may answer in a moment. A rule that is broken stays broken.
attempt=1
while :; do
  $program check "$ISSUER" "$@"
  status=$?
  [ "$status" -eq 5 ] && [ "$attempt" -lt "$attempts" ] || exit "$status"
  echo "attempt $attempt of $attempts: the provider could not be reached, or not be judged; the next one in $delay s" >&2
  sleep "$delay"
  attempt=$((attempt + 1))
done
