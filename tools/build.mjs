/**
 * Builds what is missing or has changed. `node tools/build.mjs`: everything; with `server`: everything except
 * the web app; with `samples`: the same, and the samples that the web app's development server shows.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const only = process.argv[2]

/** A step that fails has reported why, and ends the build. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const projects = ['packages/svg', 'packages/composer', 'packages/client', 'apps/server', 'apps/cli']
for (const project of projects) dropStaleOutput(join(root, project))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
run(compiler, '-b', 'tsconfig.build.json')
run('packages/composer/dist/compile/run.js')
linkPrograms({ cli: ['admin'], server: ['all', 'api', 'migrate', 'worker'] })
if (only !== 'server') run('apps/web/build.mjs', ...(only === 'samples' ? ['samples'] : []))

/**
 * An incremental compiler takes a renamed file with the same text for one that it has compiled, and keeps the
 * output of deleted ones. So the output is dropped when files were added, renamed or deleted.
 */
function dropStaleOutput(project) {
  const output = join(project, 'dist')
  const stamp = join(output, '.files')
  const files = readdirSync(project, { recursive: true })
    .filter((name) => /^(src|bin)[/\\].*\.ts$/.test(name) && !name.endsWith('.test.ts'))
    .sort()
    .join('\n')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === files) return
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output)
  writeFileSync(stamp, files)
}

/** Deployments start `node dist/bin/<name>.js` at the root, whichever workspace contains the program. */
function linkPrograms(namesByApp) {
  const folder = join(root, 'dist', 'bin')
  mkdirSync(folder, { recursive: true })
  for (const [app, names] of Object.entries(namesByApp))
    for (const name of names) {
      const path = join(folder, `${name}.js`)
      writeFileSync(path, `#!/usr/bin/env node\nimport '../../apps/${app}/dist/bin/${name}.js'\n`)
      chmodSync(path, 0o755)
    }
}
