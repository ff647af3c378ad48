import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { transform } from 'esbuild'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openOracles } from '../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { initial } from './computed.ts'
import { elementRules } from './elements.ts'
import { sanitizeSvg, toComponent } from './index.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'
import { external, type ReferenceGrammar } from './reference-values.ts'

const oracles = openOracles()
afterAll(() => oracles.close())

function sanitise(source: string): string {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
const wrap = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`
const escapeXml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const folder = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(folder).map((file): [string, string] => [
  file,
  sanitise(readFileSync(new URL(file, folder), 'utf8')),
])
const survivors = readAttacks()
  .filter(({ rejection }) => rejection === null)
  .map(({ source }) => sanitise(source))

type Props = Record<string, unknown>

const require = createRequire(import.meta.url)
// React's own types would give all files the names of a page's globals.
const { createElement } = require('react') as { createElement(component: unknown, props: Props): unknown }
const { renderToStaticMarkup } = require('react-dom/server') as {
  renderToStaticMarkup(element: unknown): string
}

/** The output of React for a component. Any warning of React is a fault. */
async function render(source: string, loader: 'jsx' | 'tsx', props: Props = {}): Promise<string> {
  const { code } = await transform(source, { loader, jsx: 'automatic', format: 'cjs' })
  const module = { exports: {} as { default: unknown } }
  new Function('require', 'module', 'exports', code)(require, module, module.exports)
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    const markup = renderToStaticMarkup(createElement(module.exports.default, props))
    expect(complaints.mock.calls).toEqual([])
    return markup
  } finally {
    complaints.mockRestore()
  }
}

/** Line breaks and indents between tags are the component's layout, which JSX removes. */
const expectSame = (markup: string, svg: string) =>
  expect(oracles.readAsXml(markup)).toBe(oracles.readAsXml(svg))

const write = (svg: string, typescript: boolean, name = 'Picture') =>
  toComponent(svg, { name, form: typescript ? 'tsx' : 'jsx' })

describe('a React component', () => {
  it.each(samples)('of %s draws the same tree, in TypeScript and in JavaScript', async (_file, svg) => {
    expectSame(await render(write(svg, true), 'tsx'), svg)
    expectSame(await render(write(svg, false), 'jsx'), svg)
  })

  it('of every attack that results in a picture draws that picture', async () => {
    for (const svg of survivors) expectSame(await render(write(svg, false), 'jsx'), svg)
  })

  it('keeps any text as it is, and none of it is code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('{alert(1)}', '</text>{props}', '`$\u007b1}`', '"\\\u2028', '*/', '&#123;', "'"),
        ),
        async (text) => {
          const words = escapeXml(text)
          const result = sanitizeSvg(
            wrap(`<title>${words}</title><text font-family="${words}">${words}</text>`),
          )
          if (result.ok) expectSame(await render(write(result.svg, true), 'tsx'), result.svg)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps the title, and gives its props to the root, where they win', async () => {
    const svg = sanitise(wrap('<title>A fox</title><rect width="9" height="9"/>'))
    const source = write(svg, true, 'Fox')
    expect(source).toContain('export function Fox(props: SVGProps<SVGSVGElement>)')
    expect(source).toContain('export default Fox')
    const markup = await render(source, 'tsx', { viewBox: '0 0 1 1', role: 'img' })
    expect(markup).toMatch(/^<svg [^>]*viewBox="0 0 1 1"[^>]*role="img"[^>]*><title>A fox<\/title>/)
    expect(write(svg, false)).not.toMatch(/import|SVGProps/)
  })

  it.each(['', 'fox', '1Fox', 'Fox()', 'Fox\n', 'Füchse', `F${'x'.repeat(80)}`])(
    'is not named %j',
    (name) => {
      expect(() => write(wrap(''), true, name)).toThrow(TypeError)
    },
  )

  it.each([
    ['a script', '<script>1</script>'],
    ['a handler', '<g onClick="alert(1)"/>'],
    ['an attribute of React’s', '<g dangerouslySetInnerHTML="x"/>'],
    ['a key', '<g key="x"/>'],
    ['a style of the page', '<g style="position:fixed"/>'],
    ['a broken tag', '<g'],
  ])('is not made of a picture with %s', (_what, body) => {
    expect(() => write(wrap(body), true)).toThrow(TypeError)
  })

  it.each([
    ['<path d="M0 0h9v9" fill-rule="EVENODD"/>', 'fillRule="evenodd"'],
    ['<path stroke-linejoin="Miter-Clip"/>', '{...({ strokeLinejoin: "Miter-Clip" } as object)}'],
    ['<filter color-interpolation-filters="linearrgb"/>', 'colorInterpolationFilters="linearRGB"'],
    ['<tspan alignment-baseline="text-top"/>', '{...({ alignmentBaseline: "text-top" } as object)}'],
    ['<g style="mix-blend-mode:MULTIPLY"/>', 'style={{ mixBlendMode: "multiply" }}'],
  ])('of %s has %s', (body, expected) => {
    expect(write(wrap(body), true)).toContain(expected)
  })
})

/** Values of every kind except keywords. */
const VALUES =
  `0|1|-2.5|1e-3|50%|10px|2em|1 2|1,2,3|0 0 1 1|1 2 3 4 5 6 7 8 9|.5 0 0 0 0 0 .5 0 0 0 0 0 .5 0 0 0 0 0 1 0|#123456|
  rgb(1,2,3)|url(#a)|url(#a) none|#a|translate(1 2) scale(3)|matrix(1 0 0 1 0 0)|M0 0h9v9A1 2 30 0 1 4 5z|xMidYMid slice|45deg|
  fill stroke|blur(2px) url(#a)|underline dotted #123456|Arial, sans-serif|'Fira Sans', Ünter|center top|"x"`
    .split('|')
    .map((value) => value.trim())

/**
 * All words in the sources of this folder. Every keyword of a grammar is one of them, whatever table it is
 * in.
 */
const WORDS = [
  ...new Set(
    readdirSync(import.meta.dirname, { encoding: 'utf8', recursive: true })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => readFileSync(join(import.meta.dirname, file), 'utf8').match(/[a-z][\w-]*/gi) ?? []),
  ),
]
/** A grammar that accepts more words than this accepts names or colours, of which some are enough. */
const keywordsMax = 60

/**
 * Values that a grammar accepts: all of its keywords, in every letter case that it accepts, and some other
 * values.
 */
function valuesOf(grammar: ReferenceGrammar): string[] {
  const passes = (value: string) => {
    const found = grammar(value, initial)
    return found !== null && found !== external
  }
  const words = WORDS.filter(passes)
  const chosen = words.length > keywordsMax ? words.slice(0, 5) : words
  const cases = chosen.flatMap((word) => [word, word.toLowerCase(), word.toUpperCase()])
  return [...new Set([...cases, ...VALUES])].filter(passes)
}

function rows(name: string, attributes: ReadonlyMap<string, ReferenceGrammar>): string[] {
  const columns = [...attributes].map(([attribute, grammar]) => ({ attribute, values: valuesOf(grammar) }))
  const count = Math.max(1, ...columns.map(({ values }) => values.length))
  return Array.from({ length: count }, (_, row) => {
    const styles = columns
      .filter(({ attribute }) => writtenAsStyle.has(attribute))
      .map(({ attribute, values }) => `${attribute}:${values[row % values.length]}`)
    const written = columns
      .filter(({ attribute }) => !writtenAsStyle.has(attribute))
      .map(({ attribute, values }) => `${attribute}="${escapeXml(values[row % values.length] ?? '')}"`)
    return `<${[name, ...written, ...(styles.length > 0 ? [`style="${styles.join(';')}"`] : [])].join(' ')}/>`
  })
}

/**
 * A picture for the own attributes of each element, and one for the properties, as a stored picture has them.
 */
const pictures: [string, string][] = [
  ...[...elementRules].map(([name, { attributes }]): [string, string] => [
    name,
    wrap(rows(name, attributes).join('')),
  ]),
  ['properties', wrap(rows('text', propertyGrammars).join(''))],
]

describe('a React component of every attribute with every kind of value', () => {
  it('has values for every attribute, among them all keywords', () => {
    const all = [...elementRules.values()].flatMap(({ attributes }) => [...attributes])
    const without = [...propertyGrammars, ...all].filter(([, grammar]) => valuesOf(grammar).length === 0)
    expect(without.map(([name]) => name)).toEqual([])
    expect(valuesOf(propertyGrammars.get('stroke-linejoin') ?? expect.fail())).toEqual(
      expect.arrayContaining([
        'miter',
        'miter-clip',
        'MITER-CLIP',
        'round',
        'bevel',
        'arcs',
        'inherit',
        'initial',
        'unset',
      ]),
    )
    expect(pictures.length).toBe(elementRules.size + 1)
  })

  it.each(pictures)('%s: React draws what the picture has', async (_name, svg) => {
    // React's types and CSS have some words in another case.
    for (const typescript of [true, false]) {
      const markup = await render(write(svg, typescript), typescript ? 'tsx' : 'jsx')
      expect(oracles.readAsXml(markup).toLowerCase()).toBe(oracles.readAsXml(svg).toLowerCase())
    }
  })

  it('passes a strict type check, also after sanitising, and so do samples and attacks', async () => {
    const sanitised = pictures.flatMap(([name, svg]) => {
      const result = sanitizeSvg(svg)
      return result.ok ? [[`sanitised-${name}`, result.svg] as const] : []
    })
    expect(sanitised.length).toBeGreaterThan(pictures.length - 5)
    const attacks = survivors.map((svg, index) => [`attack-${index}`, svg] as const)
    const sources = [...pictures, ...sanitised, ...samples, ...attacks]
    const root = join(import.meta.dirname, '../../.tmp')
    await mkdir(root, { recursive: true })
    const path = await mkdtemp(join(root, 'components-'))
    try {
      for (const [name, svg] of sources) {
        await writeFile(join(path, `${name}.tsx`), write(svg, true))
        await writeFile(join(path, `${name}-plain.jsx`), write(svg, false))
      }
      await writeFile(
        join(path, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: strict, include: ['*'] }),
      )
      // A faulty file shows that the check finds faults.
      const fault = write(wrap('<path/>'), true).replace('<path', '<path fillRule="EVENODD"')
      await writeFile(join(path, 'fault.tsx'), fault)
      const found = (await check(path)).trim().split('\n')
      expect(found).toEqual([expect.stringMatching(/^fault\.tsx.* error TS2820: /)])
    } finally {
      await rm(path, { recursive: true, force: true })
    }
  }, 180_000)
})

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  jsx: 'react-jsx',
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  allowJs: true,
  skipLibCheck: true,
  noEmit: true,
}

/** The messages of the compiler about a folder; empty if it finds nothing. */
const check = (folder: string): Promise<string> =>
  new Promise((resolve) => {
    const compiler = require.resolve('typescript/package.json').replace('package.json', 'bin/tsc')
    execFile(
      process.execPath,
      [compiler, '-p', folder, '--pretty', 'false'],
      { cwd: folder, maxBuffer: 1e8 },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    )
  })
