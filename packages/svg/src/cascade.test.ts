import { describe, expect, it } from 'vitest'
import { sanitizeSvg } from './index.ts'
import { mediaListHolds } from './media-queries.ts'
import { expandShorthand } from './shorthands.ts'

const ns = 'xmlns="http://www.w3.org/2000/svg"'
function clean(body: string) {
  const result = sanitizeSvg(`<svg ${ns} viewBox="0 0 10 10">${body}</svg>`, { idPrefix: 'x-' })
  if (!result.ok) throw new Error(`${result.rejection.code}: ${result.rejection.message}`)
  return { inside: result.svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, ''), notes: result.notes }
}
const styled = (css: string, body: string) =>
  clean(`<style>${css.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style>${body}`)

describe('an invalid selector', () => {
  it.each([
    ['an unknown class', '.b, .b:nonsense{fill:red}', '.b:nonsense'],
    ['an unknown function', '.b, .b:nonsense(2){fill:red}', '.b:nonsense(2)'],
    ['a name that is none', '.1b, .b{fill:red}', '.1b'],
    ['a prefix that nobody declared', 'x|rect, .b{fill:red}', 'x|rect'],
    ['nothing', '.b, {fill:red}', ''],
    ['a combinator without an end', '.b, g > {fill:red}', 'g >'],
    ['an operator that there is not', '.b, [a?=b]{fill:red}', '[a?=b]'],
    ['one that never is', '.b, .b:hover{fill:red}', '.b:hover'],
    ['a part of an element', '.b, .b::before{fill:red}', '.b::before'],
  ])('voids itself and not its list, with a note: %s', (_, css, subject) => {
    const { inside, notes } = styled(css, '<rect class="b"/>')
    expect(inside).toBe('<rect fill="red"/>')
    expect(notes).toContainEqual({ code: 'style_rule_dropped', subject, count: 1 })
  })

  it('makes an entire negation invalid', () => {
    expect(styled('rect:not(.a, :nonsense){fill:red}', '<rect/>').inside).toBe('<rect/>')
  })
})

describe('what browsers do not agree on', () => {
  it.each([
    ['a flag for case (Selectors 4, section 6.3)', '[data-a="x" s]{fill:red}[data-a="X" s]{fill:blue}'],
    ['a list of languages (section 7.2)', ':lang("en", de){fill:red}'],
  ])('is as the standard says: %s', (_, css) => {
    expect(styled(css, '<g xml:lang="de-AT"><rect data-a="x"/></g>').inside).toMatch(
      /<rect fill="red"\/>|<g fill="red"><rect\/>/,
    )
  })
})

describe('a sheet', () => {
  it.each([
    ['type="TEXT/CSS"', true],
    ['type="text/css; charset=utf-8"', true],
    ['type=""', true],
    ['type="text/less"', false],
    ['media="screen, print"', true],
    ['media="print"', false],
    ['media="not print"', true],
    ['media="ONLY SCREEN AND (MIN-WIDTH: 1px)"', true],
    ['media="(min-width: 11px)"', false],
    ['media="speech"', false],
  ])('with %s holds: %s', (attribute, holds) => {
    const { inside, notes } = clean(`<style ${attribute}>rect{fill:red}</style><rect/>`)
    expect(inside).toBe(holds ? '<rect fill="red"/>' : '<rect/>')
    expect(notes.map(({ code }) => code)).toEqual(holds ? [] : ['style_rule_dropped'])
  })

  it.each([
    ['@import "x.css";', '@import "x.css"'],
    ['@font-face{font-family:x;src:url(x)}', '@font-face'],
    ['@keyframes x{from{fill:red}}', '@keyframes x'],
    ['@page{margin:0}', '@page'],
    ['@media print{rect{fill:blue}}', '@media print'],
    ['@supports (backdrop-filter:blur(1px)){rect{fill:blue}}', '@supports (backdrop-filter:blur(1px))'],
    ['@container (width > 1px){rect{fill:blue}}', '@container (width > 1px)'],
  ])('leaves out %s with a note', (css, subject) => {
    const { inside, notes } = styled(`${css}rect{fill:red}`, '<rect/>')
    expect(inside).toBe('<rect fill="red"/>')
    expect(notes).toEqual([{ code: 'style_rule_dropped', subject, count: 1 }])
  })

  it.each(['@charset "utf-8";', '@namespace "http://www.w3.org/2000/svg";', '@layer a,b;'])(
    'loses nothing by %s',
    (css) => {
      expect(styled(`${css}rect{fill:red}`, '<rect/>')).toEqual({ inside: '<rect fill="red"/>', notes: [] })
    },
  )
})

describe('a property without meaning in a picture', () => {
  it('is left out with a note, at every position', () => {
    const { inside, notes } = styled(
      'rect{cursor:pointer;transition:all 1s}',
      '<rect style="animation:x 1s;fill:red"/>',
    )
    expect(inside).toBe('<rect fill="red"/>')
    expect(notes.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      'attribute_dropped cursor',
      'attribute_dropped transition',
      'attribute_dropped animation',
    ])
  })

  it.each(['-inkscape-font-specification:Sans', 'enable-background:new'])('is an editor’s: %s', (css) => {
    expect(clean(`<rect style="${css};fill:red"/>`)).toEqual({ inside: '<rect fill="red"/>', notes: [] })
  })
})

describe('variables', () => {
  it.each([
    ['in a presentation attribute', '<rect style="--c:red" fill="var(--c)"/>', '<rect fill="red"/>'],
    ['with a fallback there', '<rect fill="var(--c, rgb(1, 2, 3))"/>', '<rect fill="#010203"/>'],
    ['that are not there', '<g fill="red"><rect fill="var(--c)"/></g>', '<g fill="red"><rect/></g>'],
    [
      'in a shorthand',
      '<text style="--s:9px;font:bold var(--s) serif">a</text>',
      '<text font-style="normal" font-variant="normal" font-weight="bold" font-stretch="normal" font-size="9" font-family="serif">a</text>',
    ],
    ['in geometry', '<circle style="--r:3px;r:var(--r)"/>', '<circle r="3"/>'],
    ['that name a word', '<rect fill="red" style="--w:unset;fill:var(--x,inherit)"/>', '<rect/>'],
    ['whatever the case of the function', '<rect style="fill:VAR(--x, red)"/>', '<rect fill="red"/>'],
    ['that never end', '<rect style="fill:var(--x, red"/>', '<rect fill="red"/>'],
    ['whose value has braces', '<rect style="--x:{a;b};fill:red"/>', '<rect fill="red"/>'],
  ])('are replaced: %s', (_, body, wanted) => {
    expect(clean(body).inside).toBe(wanted)
  })

  it('that grow too long are dropped with a note', () => {
    const doubling = Array.from({ length: 30 }, (_, i) => `--v${i + 1}:var(--v${i}) var(--v${i});`).join('')
    const { inside, notes } = styled(`:root{--v0:red;${doubling}}rect{fill:var(--v30)}`, '<rect/>')
    expect(inside).toBe('<rect/>')
    expect(notes).toEqual([{ code: 'value_dropped', subject: 'rect/fill', count: 1 }])
  })

  it('of a use do not reach its target, and a note says so', () => {
    const { notes } = clean('<rect id="a" fill="var(--c)"/><use href="#a" style="--c:red"/>')
    expect(notes).toContainEqual({ code: 'value_dropped', subject: 'use/--*', count: 1 })
  })

  it('leave no text that a second run would read differently', () => {
    const source = `<svg ${ns} viewBox="0 0 9 9" style="--c:red"><g fill="var(--c)" style="stroke:var(--d,blue)"/></svg>`
    const once = sanitizeSvg(source)
    expect(once.ok && sanitizeSvg(once.svg)).toEqual({
      ...once,
      notes: [{ code: 'nothing_drawn', subject: 'svg', count: 1 }],
    })
  })
})

describe('an escape', () => {
  it.each([
    ["font-family:'My\\20 Font'", 'font-family="My Font"'],
    ['fill:re\\64', 'fill="red"'],
    ['fill:url(#a\\:b)', 'fill="url(#x-a_3a_b)"'],
  ])('in a value is read: %s', (css, wanted) => {
    expect(clean(`<linearGradient id="a:b"/><text style="${css}">a</text>`).inside).toContain(wanted)
  })

  it.each(['fill:red\\3b stroke:blue', 'font-family:a\\22 b', 'fill:url\\28#a)'])(
    'that stands for a mark is not: %s',
    (css) => {
      expect(clean(`<text style='${css.replaceAll("'", '&apos;')}'>a</text>`).inside).toBe('<text>a</text>')
    },
  )
})

describe('the font shorthand', () => {
  const sizeOf = (value: string) => new Map(expandShorthand('font', value)).get('font-size')
  it.each([
    ['12px serif', '12px'],
    ['bold large serif', 'large'],
    ['italic 300 condensed 1.5em / 2 "A B", serif', '1.5em'],
    ['small-caps smaller serif', 'smaller'],
    ['normal normal 400 calc(1px + 2px) serif', 'calc(1px + 2px)'],
    ['0 serif', '0'],
    ['oblique 10deg 120%/normal a', '120%'],
    ['12 serif', undefined],
    ['12px', undefined],
    ['caption', undefined],
    ['bold', undefined],
    ['inherit', 'inherit'],
  ])('%s has the size %s', (value, size) => {
    expect(sizeOf(value)).toBe(size)
  })
})

describe('media queries', () => {
  const screen = { width: 640, height: 480 }
  it.each([
    ['screen', true],
    ['print', false],
    ['not all', false],
    ['not print', true],
    ['only screen', true],
    ['(min-width: 640px)', true],
    ['(min-width: 641px)', false],
    ['(max-width: 40em)', true],
    ['(width = 640px) and (height < 481px)', true],
    ['(600px <= width < 640px)', false],
    ['(orientation: landscape)', true],
    ['(min-aspect-ratio: 4/3)', true],
    ['(min-resolution: 2dppx), (-webkit-min-device-pixel-ratio: 1)', true],
    ['(prefers-reduced-motion)', false],
    ['(hover) and ((pointer: coarse) or (pointer: fine))', true],
    ['(color) and (hover) or (grid)', false],
    ['not (unknown)', false],
    ['screen and', false],
    ['(min-width: 1furlong)', false],
  ])('%s: %s', (query, holds) => {
    expect(mediaListHolds(query, screen)).toBe(holds)
  })

  it('of a picture without a size match no minimum', () => {
    expect(mediaListHolds('(min-width:0)', { width: null, height: null })).toBe(true)
    expect(mediaListHolds('(min-width:1px)', { width: null, height: null })).toBe(false)
    expect(mediaListHolds('(max-width:99999px)', { width: null, height: null })).toBe(false)
  })
})
