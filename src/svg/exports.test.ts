import { readdirSync, readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { afterAll, describe, expect, it } from 'vitest'
import { summonJudges } from '../../test/corpus/judges.ts'
import { readAttacks } from '../../test/corpus/read-attacks.ts'
import { sanitizeSvg, toDataUri, toReactComponent } from './index.ts'

const judges = summonJudges()
afterAll(() => judges.close())

const police = (source: string): string => {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
const wrap = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`

const folder = new URL('../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(folder).map((file): [string, string] => [
  file,
  police(readFileSync(new URL(file, folder), 'utf8')),
])
const survivors = readAttacks()
  .filter(({ rejection }) => rejection === null)
  .map(({ source }) => police(source))

type Props = Record<string, unknown>
type Component = (props: Props) => Markup

/** What React's own renderer does with an element: names of SVG attributes with hyphens come back, text is escaped, style becomes CSS. */
function createElement(type: string, props: Props | null, ...children: unknown[]): Markup {
  const attributes = Object.entries(props ?? {}).map(([name, value]) =>
    name === 'style'
      ? ` style="${escapeXml(writeCss(value as Props))}"`
      : ` ${withHyphens(name)}="${escapeXml(String(value))}"`,
  )
  const inside = children.map((child) => (child instanceof Markup ? child.text : escapeXml(String(child))))
  return new Markup(`<${type}${attributes.join('')}>${inside.join('')}</${type}>`)
}

class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const escapeXml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const lower = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const writeCss = (style: Props) =>
  Object.entries(style)
    .map(([name, value]) => `${lower(name)}:${value}`)
    .join(';')
/** As React: camel case is kept where SVG has it. */
const camelInSvg =
  /^(?:viewBox|preserveAspectRatio|gradient|pattern|clipPathUnits|mask(?:Content)?Units|marker(?:Width|Height|Units)|ref[XY]|spread|pathLength|textLength|lengthAdjust|startOffset|std|num|baseFrequency|stitch|kernel|surface|diffuse|specular|edgeMode|preserveAlpha|target|xChannel|yChannel|filterUnits|primitiveUnits|tableValues|limiting|pointsAt)/
const withHyphens = (name: string) =>
  name === 'xmlSpace' ? 'xml:space' : camelInSvg.test(name) || name.includes('-') ? name : lower(name)

async function render(source: string, loader: 'jsx' | 'tsx', props: Props = {}): Promise<string> {
  const { code } = await transform(source, { loader, jsx: 'transform', jsxFactory: 'h', format: 'cjs' })
  const module = { exports: {} as { default: Component } }
  new Function('h', 'module', 'exports', code)(createElement, module, module.exports)
  return module.exports.default(props).text
}

/** The lines and indents between tags are the component's own layout, and JSX takes them away again. */
const expectSame = (markup: string, svg: string) =>
  expect(judges.readAsXml(markup)).toBe(judges.readAsXml(svg))

describe('a React component', () => {
  it.each(samples)('of %s draws the same tree, in TypeScript and in JavaScript', async (_file, svg) => {
    expectSame(await render(toReactComponent(svg, { name: 'Sample', typescript: true }), 'tsx'), svg)
    expectSame(await render(toReactComponent(svg, { name: 'Sample', typescript: false }), 'jsx'), svg)
  })

  it('of every attack that leaves a picture draws that picture', async () => {
    for (const svg of survivors)
      expectSame(await render(toReactComponent(svg, { name: 'Left', typescript: false }), 'jsx'), svg)
  })

  it('keeps any text as it is, and none of it is code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('{alert(1)}', '</text>{props}', '`$\u007b1}`', '"\\\u2028', '*/', '&#123;', "'"),
        ),
        async (text) => {
          const result = sanitizeSvg(
            wrap(
              `<title>${escapeXml(text)}</title><text font-family="${escapeXml(text)}">${escapeXml(text)}</text>`,
            ),
          )
          if (!result.ok) return
          expectSame(
            await render(toReactComponent(result.svg, { name: 'Words', typescript: true }), 'tsx'),
            result.svg,
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps the title, and gives its props to the root, where they win', async () => {
    const svg = police(wrap('<title>A fox</title><rect width="9" height="9"/>'))
    const source = toReactComponent(svg, { name: 'Fox', typescript: true })
    expect(source).toContain('export function Fox(props: SVGProps<SVGSVGElement>)')
    expect(source).toContain('export default Fox')
    const markup = await render(source, 'tsx', { viewBox: '0 0 1 1', role: 'img' })
    expect(markup).toMatch(/^<svg [^>]*viewBox="0 0 1 1"[^>]*role="img"[^>]*><title>A fox<\/title>/)
    expect(toReactComponent(svg, { name: 'Fox', typescript: false })).not.toMatch(/import|SVGProps/)
  })

  it.each(['', 'fox', '1Fox', 'Fox()', 'Fox\n', 'Füchse', `F${'x'.repeat(80)}`])(
    'is not named %j',
    (name) => {
      expect(() => toReactComponent(wrap(''), { name, typescript: true })).toThrow(TypeError)
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
    expect(() => toReactComponent(wrap(body), { name: 'Bad', typescript: true })).toThrow(TypeError)
  })
})

describe('a data address', () => {
  it.each(samples)('of %s holds the same bytes', async (_file, svg) => {
    expect(await (await fetch(toDataUri(svg))).text()).toBe(svg)
  })

  it('of any text holds the same bytes, and stays whole in an attribute and in a style sheet', async () => {
    const { window } = new JSDOM('')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const uri = toDataUri(wrap(text.toWellFormed()))
        expect(await (await fetch(uri)).text()).toBe(wrap(text.toWellFormed()))
        expect(uri).not.toMatch(/["'()<>#%](?![0-9A-Fa-f]{2})|[\s\\](?<! )/)
      }),
      { numRuns: 100 },
    )
    window.close()
  })
})
