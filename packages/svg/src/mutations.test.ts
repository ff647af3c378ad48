import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openOracles } from '../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { elementRules } from './elements.ts'
import { extractSvg, previewOf, sanitizeSvg } from './index.ts'
import { propertyGrammars } from './properties.ts'

const oracles = openOracles()
afterAll(() => oracles.close())

/** Harmless, the same to both parsers, and stable. */
function expectSafe(svg: string): void {
  expect(oracles.findActive(svg)).toEqual([])
  expect(oracles.findImpure(svg)).toEqual([])
  expect(oracles.readAsHtml(svg)).toBe(oracles.readAsXml(svg))
}

function expectSanitized(source: string): boolean {
  const result = sanitizeSvg(source)
  if (!result.ok) return false
  expectSafe(result.svg)
  const again = sanitizeSvg(result.svg)
  expect(again.ok && again.svg).toBe(result.svg)
  return true
}

const attacks = readAttacks().map(({ source }) => source)
const splinters = [
  '<script>alert(1)</script>',
  '<g onload="alert(1)">',
  '</g>',
  '" onload="alert(1)',
  "' x='",
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&#60;',
  '&lt;',
  'url(//evil.test#a)',
  'url(#a)',
  'href="#a"',
  'id="a"',
  '/>',
  '>',
  '<',
  '"',
  '\n',
  '\0',
  '\ud800',
  '<style>',
  '</style>',
  '<title>',
  '</title>',
  'javascript:',
  '\\',
  ';',
  '{',
  '}',
  ' style="position:fixed"',
  '<use href="#a"/>',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '</svg>',
  '&nbsp;',
]

/**
 * Changes an attack by cuts, copies, inserted pieces, other letter case and character references, some of
 * them more than once.
 */
const mutant = fc
  .record({
    base: fc.constantFrom(...attacks),
    other: fc.constantFrom(...attacks),
    edits: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat(30),
        splinter: fc.constantFrom(...splinters),
        kind: fc.nat(5),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ base, other, edits }) =>
    edits.reduce((text, { at, length, splinter, kind }) => {
      const i = Math.floor(at * text.length)
      if (kind === 0) return text.slice(0, i) + splinter + text.slice(i)
      if (kind === 1) return text.slice(0, i) + text.slice(i + length)
      if (kind === 2) return text.slice(0, i) + text.slice(i, i + length) + text.slice(i)
      const piece = text.slice(i, i + length)
      if (kind === 3) return text.slice(0, i) + asReferences(piece) + text.slice(i + length)
      if (kind === 4) return text.slice(0, i) + piece.toUpperCase() + text.slice(i + length)
      return text.slice(0, i) + other.slice(Math.floor(at * other.length))
    }, base),
  )

/** Letters and colons as character references, which a parser must decode. */
const asReferences = (text: string): string =>
  text.replace(/[a-z:(/]/g, (char, at: number) =>
    at % 2 === 0 ? char : `&#x${char.charCodeAt(0).toString(16)};`,
  )

const hostileValues = [
  'javascript:alert(1)',
  'https://evil.test/#a',
  'data:text/html,x',
  'url(https://evil.test/#a)',
  'url(#a)',
  'url("#b") red',
  '#a',
  '#b',
  '#c',
  'none',
  'red',
  '5',
  '-1e9',
  '1e999',
  'a b',
  '0 0 10 10',
  'M0 0h9v9z',
  'rotate(45)',
  'position:fixed',
  'fill:url(//evil.test)',
  'fill:red;filter:url(#c)',
  'mix-blend-mode:multiply',
  'expression(alert(1))',
  '&#x3c;script&#x3e;',
  'inherit',
  'visible',
  'a',
  'b',
  'c',
  '"',
  '--&#62;',
  '\\75rl(#a)',
  '{{x}}',
  '100%',
  '𝒳',
  '',
]
const names = [
  ...elementRules.keys(),
  'script',
  'foreignObject',
  'style',
  'a',
  'animate',
  'set',
  'image',
  'feImage',
  'switch',
  'metadata',
  'iframe',
  'p',
]
const attributes = [
  ...propertyGrammars.keys(),
  ...[...elementRules.values()].flatMap((rule) => [...rule.attributes.keys()]),
  'id',
  'id',
  'class',
  'style',
  'onload',
  'xlink:href',
  'xml:base',
  'src',
  'name',
]
const escaped = (text: string): string => text.replace(/"/g, '&quot;').replace(/</g, '&lt;')

/** Well-formed trees of any elements at any position with any values. */
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc
    .record({
      name: fc.constantFrom(...names),
      attributes: fc.uniqueArray(
        fc.tuple(
          fc.constantFrom(...attributes),
          fc.oneof(fc.constantFrom(...hostileValues), fc.string({ maxLength: 12 })),
        ),
        { selector: ([name]) => name, maxLength: 5 },
      ),
      children: fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constantFrom('text', '&lt;/svg&gt;', '<![CDATA[</style><b>]]>', ''),
          tie('tree'),
        ),
        { maxLength: 4 },
      ),
    })
    .map((node) => {
      const list = node.attributes.map(
        ([name, value]) =>
          ` ${name}="${value.includes('&') ? value.replace(/&(?!#|quot)/g, '&amp;').replace(/[<"]/g, '') : escaped(value)}"`,
      )
      return `<${node.name}${list.join('')}>${node.children.join('')}</${node.name}>`
    }),
}))

/** The policy keeps roles that name a part. */
const withRole =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g role="none"><rect width="3" height="3"/></g></svg>'

describe('mutated and generated documents', () => {
  it('are rejected or come out harmless, equal to both parsers, and stable', () => {
    fc.assert(
      fc.property(mutant, (source) => void expectSanitized(source)),
      { numRuns: 200 },
    )
  })

  it('of any tree are mostly accepted, and then harmless', () => {
    let accepted = 0
    const wrapped = fc
      .array(tree, { maxLength: 4 })
      .map(
        (trees) =>
          `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="a"><rect id="b" width="3" height="3"/></g>${trees.join('')}</svg>`,
      )
    fc.assert(
      fc.property(wrapped, (source) => void (expectSanitized(source) && accepted++)),
      { numRuns: 200, examples: [[withRole]] },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('give harmless previews wherever they end', () => {
    const cut = fc.tuple(fc.oneof(mutant, tree), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(cut, ([source, at]) => {
        const preview = previewOf(
          `Here it is:\n\`\`\`svg\n${source.slice(0, Math.floor(at * source.length))}`,
        )
        if (preview !== null) expectSafe(preview.svg)
      }),
      { numRuns: 150 },
    )
  })

  it('never make extraction throw, and what is extracted is sanitised like the rest', () => {
    fc.assert(
      fc.property(mutant, fc.string(), (source, prose) => {
        const found = extractSvg(`${prose}${source}${prose}`)
        if (found.ok) expectSanitized(found.svg)
      }),
      { numRuns: 150 },
    )
  })
})
