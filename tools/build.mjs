/**
 * Builds what is missing or has changed. `node tools/build.mjs`: everything; with `server`: everything except
 * the web app; with `samples`: the same, and the samples that the web app's development server shows.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
import { basename, dirname, join } from 'node:path'
import { bundle } from './bundle.mjs'
import { hashFiles, listFiles } from './hash-files.mjs'

const root = join(import.meta.dirname, '..')
const only = process.argv[2]

/** A step that fails has reported why, and ends the build. */
async function run(...args) {
  const [status] = await once(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }), 'exit')
  if (status !== 0) process.exit(status ?? 1)
}

for (const name of ['svg', 'composer', 'client']) dropStaleOutput(join(root, 'packages', name))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
await run(compiler, '-b', 'tsconfig.build.json')
const { artFilePath, ensureArtFile } = await import('../packages/composer/dist/art/find-art-file.js')
// The composer's art is compiled first, by the step for the web app if there is one: beside it, the programs
// are bundled. The two take about as long.
const art = only === 'server' ? ensureArtFile() : buildWebApp().then(ensureArtFile)
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
await art

function buildWebApp() {
  return run('apps/web/build.mjs', ...(only === 'samples' ? ['samples'] : []))
}

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
  const files = folders.flatMap((folder) => listFiles(join(root, folder)))
  for (const name of ['package-lock.json', 'packages/chatsvg/package.json', 'tools/bundle.mjs']) files.push(join(root, name))
  // The name of the art file has a hash of what it is made from.
  const stamp = `${hashFiles(root, files)} ${basename(artFilePath())}`
  const stampFile = join(root, output, '.made-from')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await bundle(output)
  await art
  for (const [name, path] of Object.entries({ 'composer.art': artFilePath(), ...beside }))
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
