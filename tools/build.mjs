/**
 * Builds what is missing or has changed. `node tools/build.mjs`: everything; with `server`: everything except
 * the web app; with `samples`: the same, and the samples that the web app's development server shows.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bundle } from './bundle.mjs'
import { hashFiles, listFiles } from './hash-files.mjs'

const root = join(import.meta.dirname, '..')
const only = process.argv[2]

/** A step that fails has reported why, and ends the build. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

for (const name of ['svg', 'composer', 'client']) dropStaleOutput(join(root, 'packages', name))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
run(compiler, '-b', 'tsconfig.build.json')
const { ensureArtFile } = await import('../packages/composer/dist/art/find-art-file.js')
const art = await ensureArtFile()
if (art.made) process.stdout.write(`The composer's art was compiled to ${art.path}\n`)
const packages = ['packages/svg/src', 'packages/composer/src']
await bundleIfChanged('apps/server/dist', ['apps/server/bin', 'apps/server/src', 'apps/cli', ...packages])
await bundleIfChanged(
  'packages/chatsvg/dist',
  [...['packages/chatsvg/bin', 'packages/chatsvg/src', 'packages/client/src'], ...packages],
  // The renderer of previews reads it beside the program.
  { 'resvg.wasm': createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm') },
)
linkPrograms('apps/server/dist', ['admin', 'all', 'api', 'migrate', 'worker'])
linkPrograms('packages/chatsvg/dist', ['chatsvg'])
if (only !== 'server') run('apps/web/build.mjs', ...(only === 'samples' ? ['samples'] : []))

/**
 * An incremental compiler takes a renamed file with the same text for one that it has compiled, and keeps the
 * output of deleted ones. So the output is dropped when files were added, renamed or deleted.
 */
function dropStaleOutput(project) {
  const output = join(project, 'dist')
  const stamp = join(output, '.files')
  const files = readdirSync(project, { recursive: true })
    .filter((name) => /^src[/\\].*\.ts$/.test(name) && !name.endsWith('.test.ts'))
    .sort()
    .join('\n')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === files) return
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output)
  writeFileSync(stamp, files)
}

/** Everything that runs is bundled anew when any of its sources or packages is another one. */
async function bundleIfChanged(output, folders, beside = {}) {
  const files = [...folders.flatMap((folder) => listFiles(join(root, folder))), art.path]
  for (const name of ['package-lock.json', 'packages/chatsvg/package.json', 'tools/bundle.mjs']) files.push(join(root, name))
  const stamp = hashFiles(root, files)
  const stampFile = join(root, output, '.made-from')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await bundle(output)
  for (const [name, path] of Object.entries({ 'composer.art': art.path, ...beside }))
    copyFileSync(path, join(root, output, name))
  // Written last, so that an interrupted build is repeated.
  writeFileSync(stampFile, stamp)
}

/** Deployments start `node dist/bin/<name>.js` at the root. */
function linkPrograms(output, names) {
  const folder = join(root, 'dist', 'bin')
  mkdirSync(folder, { recursive: true })
  for (const name of names) {
    const path = join(folder, `${name}.js`)
    writeFileSync(path, `#!/usr/bin/env node\nimport '../../${output}/${name}.js'\n`)
    chmodSync(path, 0o755)
  }
}
