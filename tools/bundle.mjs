/**
 * Bundles the programs: a file for each program and for each module that runs in a separate thread or
 * process, and chunks for code that several of them share or load at first use. See decision 53.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '..')

/** The programs of each folder of output. */
const programsOf = {
  'apps/server/dist': [
    ...['all', 'api', 'migrate', 'worker'].map((name) => `apps/server/bin/${name}.ts`),
    'apps/cli/bin/admin.ts',
  ],
  'packages/chatsvg/dist': ['packages/chatsvg/bin/chatsvg.ts'],
}

/**
 * Packages that are not bundled: native code, packages that find their own files by their path, and
 * one whose packages evaluate code and need what `notNeeded` leaves out.
 */
const external = [
  /^@(neplex|node-rs|opentelemetry|sentry|bull-board)\//,
  '@resvg/resvg-js',
  /^(msgpackr-extract|oidc-provider|pdfkit|pg-native|piscina|svg-to-pdfkit)$/,
  // The art is compiled by the build.
  /compile\/compile-art\.ts$/,
]

/**
 * Code that packages load or run at every start and that is not needed here. The first two detect the
 * runtime, which makes Node load all of `fetch` (10 MB). The third is a table of media types in a function
 * about encodings. The fourth is for servers of HTTP/2. The next two are compilers of schemas that
 * `lazy-compilers.ts` replaces. The seventh makes find-my-way compare each part of a path with
 * `indexOf`, as it does with long ones, instead of compiling a function for it. The next loads the parser of
 * cron expressions and its library of dates for the first schedule; the API has none. The next loads three
 * functions about versions instead of a library. The last asks for the name of the locale, for which the
 * process would map 4.5 MiB of locales; only numbers are read from these dates.
 */
const notNeeded = [
  [/\/pg\/lib\/stream\.js$/, "typeof Response === 'function'", 'false'],
  [/\/@fastify\/multipart\/index\.js$/, 'globalThis.FormData', 'false'],
  [/\/accepts\/index\.js$/, "require('mime-types')", '{}'],
  [/\/fastify\/lib\/server\.js$/, "require('node:http2')", '{}'],
  [/\/fastify\/lib\/schema-controller\.js$/, "require('@fastify/ajv-compiler')", 'undefined'],
  [/\/fastify\/lib\/schema-controller\.js$/, "require('@fastify/fast-json-stringify-compiler')", 'undefined'],
  [/\/find-my-way\/lib\/node\.js$/, 'LONG_PREFIX_MIN_LENGTH = 16', 'LONG_PREFIX_MIN_LENGTH = 2'],
  [
    /\/bullmq\/dist\/esm\/classes\/job-scheduler\.js$/,
    "import { CronExpressionParser } from 'cron-parser'",
    "const CronExpressionParser = { parse: (...given) => require('cron-parser').CronExpressionParser.parse(...given) }",
  ],
  [
    /\/bullmq\/dist\/esm\/utils\/index\.js$/,
    "import * as semver from 'semver'",
    ['valid', 'coerce', 'lt'].map((name) => `import ${name} from 'semver/functions/${name}.js'`).join('\n') +
      '\nconst semver = { valid, coerce, lt }',
  ],
  [/\/luxon\/build\/node\/luxon\.js$/, 'new Intl.DateTimeFormat().resolvedOptions().locale', "'en-US'"],
]

/**
 * Replaces the folder.
 *
 * @param output a key of `programsOf`.
 */
export async function bundle(output) {
  const build = await rolldown({
    input: Object.fromEntries(programsOf[output].map((path) => [basename(path, '.ts'), join(root, path)])),
    platform: 'node',
    external,
    resolve: {
      conditionNames: ['chatsvg-source', 'node'],
      // Takes its ES modules, of which only the backend in use is loaded. Node would choose the CommonJS
      // build.
      alias: { bullmq: 'bullmq/dist/esm/index.js' },
    },
    transform: {
      target: 'node20.19',
      // msgpackr's native addon reads strings of answers, which is not needed here.
      define: { 'process.env.MSGPACKR_NATIVE_ACCELERATION_DISABLED': '"true"' },
    },
    treeshake: { moduleSideEffects: [{ test: /\/bullmq\//, sideEffects: false }] },
    plugins: [besideModules(), leaveOut(), listLicences()],
  })
  rmSync(join(root, output), { recursive: true, force: true })
  await build.write({
    dir: join(root, output),
    sourcemap: true,
    sourcemapExcludeSources: true,
    // A text with one character beyond Latin-1 takes twice the memory.
    charset: 'ascii',
    // Small modules that Fastify shares with the compilers of schemas, whose chunks it would load for them.
    codeSplitting: {
      groups: [{ name: 'fastify-parts', test: /\/(?:fast-json-stringify\/lib\/serializer|rfdc\/|fast-deep-equal\/)/ }],
    },
    // Names are kept for stack traces.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    comments: false,
  })
  await build.close()
}

/** Bundles modules that run in threads and processes, whose URL the code makes relative to its own. */
function besideModules() {
  const pattern = /(?:besideModule\(import\.meta\.url, |new URL\()'\.\/([\w-]+)'/g
  const pathOf = new Map()
  return {
    name: 'beside-modules',
    transform: {
      filter: { id: /\.ts$/, code: 'import.meta.url' },
      handler(code, id) {
        for (const [, name] of code.matchAll(pattern)) {
          const path = resolve(dirname(id), `${name}.ts`)
          // All output is in one folder, so the relative URL is right there, too.
          if (pathOf.has(name) && pathOf.get(name) !== path) throw new Error(`two modules are called ${name}`)
          if (!pathOf.has(name)) this.emitFile({ type: 'chunk', id: path, fileName: `${name}.js` })
          pathOf.set(name, path)
        }
      },
    },
  }
}

function leaveOut() {
  return notNeeded.map(([id, code, instead]) => ({
    name: 'leave-out',
    transform: {
      filter: { id },
      handler(text) {
        if (!text.includes(code)) throw new Error(`is no longer in ${id}: ${code}`)
        return { code: text.replace(code, instead), map: null }
      },
    },
  }))
}

/** Writes the licences of all packages whose code is in the output beside it. */
function listLicences() {
  return {
    name: 'list-licences',
    generateBundle(_options, chunks) {
      const folders = new Set()
      for (const chunk of Object.values(chunks))
        for (const id of chunk.moduleIds ?? []) {
          const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')) ?? []
          if (folder) folders.add(folder)
        }
      const texts = [...folders].map(describeLicence).sort()
      this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: texts.join('\n\n') })
    },
  }
}

function describeLicence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...texts].join('\n\n')
}
