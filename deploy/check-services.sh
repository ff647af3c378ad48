#!/usr/bin/env bash
# Draws a picture with the built service on the PostgreSQL and Redis that DATABASE_URL and REDIS_URL name, as one API and one worker. For test systems.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${DATABASE_URL:?names the database}"
JWT_SECRET=$(openssl rand -base64 48)
PORT=${PORT:-4000}
LOG_FORMAT=json
export JWT_SECRET PORT LOG_FORMAT

logs=$(mktemp -d)
running=()
finish() {
  status=$?
  trap - EXIT
  for pid in "${running[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  [ "$status" = 0 ] || cat "$logs"/*.log || true
  rm -rf "$logs"
  exit "$status"
}
trap finish EXIT

node dist/bin/migrate.js
for role in api worker; do
  node "dist/bin/$role.js" >"$logs/$role.log" 2>&1 &
  running+=($!)
  for attempt in $(seq 300); do
    ! grep -q '"msg":"ready"' "$logs/$role.log" || break
    [ "$attempt" -lt 300 ] || { echo "$role is not ready after 30 s"; exit 1; }
    sleep 0.1
  done
done
node deploy/smoke.mjs "http://127.0.0.1:$PORT"
for pid in "${running[@]}"; do
  kill -TERM "$pid"
  wait "$pid"
done
running=()
echo "API and worker ended in order"
