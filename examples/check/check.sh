#!/bin/sh
# Checks MCP servers (or other protected resources) against the standards in a build job, each with a JUnit file of its own:
#
#   examples/check/check.sh https://mcp.example/mcp https://other.example/mcp
#
# Nobody signs in, so the job needs no account and no secret. STRICT=1 counts as broken what others forgive.
# The job ends with the gravest exit code: 4 before 3 before 5 before 0; 2 where an address is none of a resource. Before them comes what is no
# verdict: 127 where oauth-walk is not installed, 137 where it was killed. 0 is that every address was checked.
set -u
: "${1:?the address of an MCP server}"

program=${OAUTH_WALK_PROGRAM:-oauth-walk}
reports=${REPORTS:-reports}
attempts=${RETRY_ATTEMPTS:-4}
delay=${RETRY_SECONDS:-5}
mkdir -p "$reports"

# 5 is the network, or a server that is just being deployed: it may answer in a moment. A rule that is broken stays broken.
check() {
  attempt=1
  while :; do
    $program check "$1" --junit "$2" ${STRICT:+--strict}
    status=$?
    [ "$status" -eq 5 ] && [ "$attempt" -lt "$attempts" ] || return "$status"
    echo "attempt $attempt of $attempts: not everything answered, the next one in $delay s" >&2
    sleep "$delay"
    attempt=$((attempt + 1))
  done
}

# From the gravest: 4, 3, 5, 0. Whatever else a program ends with says that something was not checked.
weight() {
  case "$1" in 0) echo 0 ;; 5) echo 1 ;; 3) echo 2 ;; 4) echo 3 ;; *) echo 4 ;; esac
}

number=0
gravest=0
for resource in "$@"; do
  number=$((number + 1))
  check "$resource" "$reports/check-$number.xml"
  status=$?
  [ "$(weight "$status")" -le "$(weight "$gravest")" ] || gravest=$status
done
exit "$gravest"
