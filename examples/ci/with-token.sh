#!/bin/sh
# Runs a command of a build job with a valid access token in OAUTH_WALK_ACCESS_TOKEN:
#
#   OAUTH_WALK_ISSUER=https://issuer.example OAUTH_WALK_CLIENT_ID=ID OAUTH_WALK_CLIENT_SECRET=… OAUTH_WALK_REFRESH_TOKEN=… \
#     examples/ci/with-token.sh ./deploy.sh
#
# The first job seeds the session with the refresh token; keep OAUTH_WALK_HOME between jobs where the provider replaces refresh tokens.
# The token is never printed. In GitHub Actions oauth-walk also has it masked in every log.
set -eu
: "${1:?the command to run}"

program=${OAUTH_WALK_PROGRAM:-oauth-walk}
attempts=${RETRY_ATTEMPTS:-4}
delay=${RETRY_SECONDS:-2}

attempt=1
while :; do
  status=0
  document=$($program token --json --quiet --min-ttl "${MINIMUM_LIFETIME:-5m}") || status=$?
  # The network or the provider failed: it may be well again in a moment. Everything else stays as it is until somebody acts, and says what to do.
  case $document in *'"retryable":true'*) [ "$attempt" -lt "$attempts" ] || break ;; *) break ;; esac
  echo "attempt $attempt of $attempts failed, the next one in $delay s" >&2
  sleep "$delay"
  attempt=$((attempt + 1))
  delay=$((delay * 2))
done
[ "$status" -eq 0 ] || { printf '%s\n' "$document" >&2; exit "$status"; }
token=$(printf '%s' "$document" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')

# What the command needs is the access token; what could get more of them stays here.
unset OAUTH_WALK_REFRESH_TOKEN OAUTH_WALK_CLIENT_SECRET
OAUTH_WALK_ACCESS_TOKEN=$token exec "$@"
