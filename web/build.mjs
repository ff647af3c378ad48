/**
 * Builds the studio into dist/web, unless it was built of the same inputs. `node web/build.mjs`, after the
 * service's own build: the composer draws the studio's samples. `node web/build.mjs samples` draws them and
 * builds nothing.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const web = import.meta.dirname
const root = join(web, '..')
const output = join(root, 'dist', 'web')
const stampFile = join(output, '.made-from')

if (process.argv[2] === 'samples') await drawSamples()
else await buildIfChanged()

async function buildIfChanged() {
  const stamp = stampInputs()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await drawSamples()
  const { build } = await import('vite')
  await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'warn' })
  for (const path of listFiles(output)) compress(path)
  // Last, so that a build that was interrupted is made again.
  writeFileSync(stampFile, stamp)
  process.stdout.write('The studio was built to dist/web\n')
}

/** All that the result depends on: the studio, what it is built with, and what draws its samples. */
function stampInputs() {
  const hash = createHash('sha256')
  const folders = [join(web, 'src'), join(web, 'public'), join(root, 'src', 'models'), join(root, 'src', 'svg')]
  const files = ['index.html', 'vite.config.ts', 'samples.json', 'build.mjs'].map((name) => join(web, name))
  files.push(join(root, 'src', 'features', 'generations', 'canvas.ts'))
  files.push(join(root, 'package-lock.json'), ...folders.flatMap(listFiles))
  for (const path of files.filter((name) => !name.endsWith('.test.ts')))
    hash.update(`${relative(root, path)}\0`).update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** The motif in every style, and the examples: drawn by the composer and policed like any picture. */
async function drawSamples() {
  const { createComposer, styles } = await import('../dist/src/models/index.js')
  const { sanitizeSvg } = await import('../dist/src/svg/index.js')
  const { canvasSize } = await import('../dist/src/features/generations/canvas.js')
  const { motif, examples } = JSON.parse(readFileSync(join(web, 'samples.json'), 'utf8'))
  const { model } = createComposer()
  const folder = join(web, 'samples')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const wanted = [
    ...styles.map((style) => ({ name: `style-${style}`, prompt: motif.prompt, style, seed: motif.seed })),
    ...examples.map((example, at) => ({ name: `example-${at}`, seed: 1, ...example })),
  ]
  for (const { name, ...request } of wanted) {
    let svg = ''
    for await (const piece of model.streamSvg(request, new AbortController().signal)) svg += piece
    const safe = sanitizeSvg(svg, { idPrefix: `${name}-`, defaultSize: canvasSize })
    if (!safe.ok) throw new Error(`The sample ${name} was refused`)
    writeFileSync(join(folder, `${name}.svg`), safe.svg)
  }
}

function compress(path) {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(path)) return
  const plain = readFileSync(path)
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  const gzip = gzipSync(plain, { level: 9 })
  if (brotli.length < plain.length) writeFileSync(`${path}.br`, brotli)
  if (gzip.length < plain.length) writeFileSync(`${path}.gz`, gzip)
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
