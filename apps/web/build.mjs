/**
 * Builds the web app into dist, unless it was already built from the same inputs. `node apps/web/build.mjs`,
 * after the packages: the composer draws the samples that the page shows. `node apps/web/build.mjs samples`
 * only draws these.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip as gzipCallback } from 'node:zlib'
import { hashFiles, listFiles } from '../../tools/hash-files.mjs'

const web = import.meta.dirname
const root = join(web, '../..')
const output = join(web, 'dist')
const stampFile = join(output, '.made-from')

if (process.argv[2] === 'samples') await drawSamples()
else await buildIfChanged()

async function buildIfChanged() {
  const stamp = stampInputs()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await drawSamples()
  const { build } = await import('vite')
  await build({ configFile: join(web, 'vite.config.ts'), logLevel: 'warn' })
  await Promise.all(listFiles(output).map(compress))
  // Written last, so that an interrupted build is repeated.
  writeFileSync(stampFile, stamp)
  process.stdout.write('The web app was built to apps/web/dist\n')
}

/**
 * Everything that the result depends on: the web app, its tools and packages, and the composer for its
 * samples.
 */
function stampInputs() {
  const folders = [join(web, 'src'), join(web, 'public')]
  for (const name of ['svg', 'composer', 'client']) folders.push(join(root, 'packages', name, 'src'))
  const files = ['index.html', 'vite.config.ts', 'samples.json', 'build.mjs'].map((name) => join(web, name))
  files.push(join(root, 'package-lock.json'), ...folders.flatMap(listFiles))
  return hashFiles(root, files)
}

/** The motif in every style, and the examples: drawn by the composer and sanitised like any picture. */
async function drawSamples() {
  const { createComposer, styles } = await import('@chatsvg/composer')
  const { sanitizeSvg } = await import('@chatsvg/svg')
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
    const safe = sanitizeSvg(svg, { idPrefix: `${name}-` })
    if (!safe.ok) throw new Error(`The sample ${name} was refused`)
    writeFileSync(join(folder, `${name}.svg`), safe.svg)
  }
}

async function compress(path) {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(path)) return
  const plain = readFileSync(path)
  const [brotli, gzip] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzipCallback)(plain, { level: 9 }),
  ])
  if (brotli.length < plain.length) writeFileSync(`${path}.br`, brotli)
  if (gzip.length < plain.length) writeFileSync(`${path}.gz`, gzip)
}
