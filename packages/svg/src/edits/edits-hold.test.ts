import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openOracles } from '../../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../../test/corpus/read-attacks.ts'
import { readIcons } from '../../../../test/renderers/icons.ts'
import {
  applyEdits,
  type Edit,
  EditsError,
  listParts,
  type PicturePart,
  readPicture,
  revertEdits,
  sanitizeSvg,
  type Target,
} from '../index.ts'
import type { PictureElement } from '../picture.ts'
import { serializePicture } from '../serialize.ts'

const oracles = openOracles()
afterAll(() => oracles.close())

const idPrefix = 'pic-'
const folder = new URL('../../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
const attacks = readAttacks()
const icons = await readIcons(200)
const pictures = [...samples, ...attacks.map(({ source }) => source), ...icons.map(({ svg }) => svg)].flatMap(
  (source) => {
    const result = sanitizeSvg(source, { idPrefix })
    return result.ok && result.elements < 2000 ? [result.svg] : []
  },
)

const flat = (parts: readonly PicturePart[]): PicturePart[] =>
  parts.flatMap((part) => [part, ...flat(part.children)])

const colors = ['#ffd983', 'red', 'rgba(10, 200, 30, .4)', 'hsl(200 50% 40%)', '#000', 'currentColor', 'none']
const color = fc.constantFrom(...colors)
const solid = fc.constantFrom(...colors.slice(0, 5))
const coordinate = fc.double({ min: -60, max: 60, noNaN: true })
const factor = fc.oneof(fc.double({ min: 0.2, max: 3, noNaN: true }), fc.constantFrom(-1, 0.5, 2))
const share = fc.double({ min: 0, max: 1, noNaN: true })
const name = fc.constantFrom('roof', 'A & "b" <c>', '', '  x  y ', '𝒳 é')

/** Edits of one element. */
const editOf = (target: Target, others: readonly Target[]): fc.Arbitrary<Edit> => {
  const other = others.length === 0 ? fc.constant<Target>({ all: true }) : fc.constantFrom(...others)
  const place = other.chain((at) => fc.constantFrom({ before: at }, { after: at }, { into: at }))
  return fc.oneof(
    fc.record(
      {
        op: fc.constant('paint' as const),
        target: fc.constant(target),
        fill: color,
        stroke: color,
        strokeWidth: fc.double({ min: 0, max: 9, noNaN: true }),
        opacity: share,
      },
      { requiredKeys: ['op', 'target'] },
    ),
    fc.record({ op: fc.constant('recolor' as const), target: fc.constant(target), from: solid, to: color }),
    fc.record({
      op: fc.constant('outline' as const),
      target: fc.constant(target),
      stroke: solid,
      width: fc.double({ min: 0, max: 5, noNaN: true }),
    }),
    fc.record({ op: fc.constant('opacity' as const), target: fc.constant(target), value: share }),
    fc.record({
      op: fc.constant('move' as const),
      target: fc.constant(target),
      x: coordinate,
      y: coordinate,
    }),
    fc.record({ op: fc.constant('scale' as const), target: fc.constant(target), x: factor, y: factor }),
    fc.record({
      op: fc.constant('rotate' as const),
      target: fc.constant(target),
      degrees: fc.double({ min: -400, max: 400, noNaN: true }),
    }),
    fc.record({
      op: fc.constant('flip' as const),
      target: fc.constant(target),
      axis: fc.constantFrom('horizontal' as const, 'vertical' as const),
    }),
    fc.record({ op: fc.constant('remove' as const), target: fc.constant(target) }),
    fc.record({
      op: fc.constant('duplicate' as const),
      target: fc.constant(target),
      x: coordinate,
      y: coordinate,
    }),
    fc.record({
      op: fc.constant('reorder' as const),
      target: fc.constant(target),
      to: fc.oneof(
        fc.constantFrom('front' as const, 'back' as const, 'forward' as const, 'backward' as const),
        place,
      ),
    }),
    fc.record({ op: fc.constant('rename' as const), target: fc.constant(target), name }),
    fc.record({ op: fc.constant('group' as const), target: fc.constant(target), name }),
    fc.record({ op: fc.constant('ungroup' as const), target: fc.constant(target) }),
    fc.record({
      op: fc.constant('text' as const),
      target: fc.constant(target),
      text: fc.constantFrom('one', 'two\nlines', '<b>&amp;</b>', 'ﷺ a\tb'),
    }),
    fc.record({
      op: fc.constant('simplify' as const),
      target: fc.constant(target),
      tolerance: fc.constantFrom(0.01, 0.5, 3),
    }),
  )
}

/** Edits of the whole picture. */
const editOfAll: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ op: fc.constant('recolor' as const), from: solid, to: color }),
  fc.record({ op: fc.constant('background' as const), color }),
  fc.record({
    op: fc.constant('crop' as const),
    box: fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.double({ min: 0.5, max: 400, noNaN: true }),
      height: fc.double({ min: 0.5, max: 400, noNaN: true }),
    }),
  }),
  fc.record({
    op: fc.constant('canvas' as const),
    width: fc.double({ min: 1, max: 4096, noNaN: true }),
    height: fc.double({ min: 1, max: 4096, noNaN: true }),
    content: fc.constantFrom('fit' as const, 'keep' as const),
  }),
  fc.record({
    op: fc.constant('insert' as const),
    svg: fc.constantFrom(
      ...icons.slice(0, 20).map(({ svg }) => svg),
      '<linearGradient id="a"><stop/></linearGradient><rect width="5" height="5" fill="url(#a)"/>',
      '<text y="9">x</text>',
    ),
  }),
  fc.record({
    op: fc.constant('opacity' as const),
    target: fc.constant<Target>({ all: true }),
    value: share,
  }),
  fc.record({
    op: fc.constant('flip' as const),
    target: fc.constant<Target>({ all: true }),
    axis: fc.constantFrom('horizontal' as const, 'vertical' as const),
  }),
  fc.record({
    op: fc.constant('outline' as const),
    target: fc.constant<Target>({ color: 'red' }),
    stroke: solid,
    width: fc.constant(1),
  }),
)

const partsIn = (svg: string): PicturePart[] => flat(listParts(svg, { idPrefix }))

/** One part, or several. */
const targetIn = (parts: readonly PicturePart[]): fc.Arbitrary<Target> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...parts).map(({ path, id }) => (id ? { id } : { path })) },
    { weight: 1, arbitrary: severalOf(parts).map((paths) => ({ paths })) },
  )

const severalOf = (parts: readonly PicturePart[]): fc.Arbitrary<number[][]> =>
  fc.subarray(
    parts.map(({ path }) => path),
    { minLength: 1, maxLength: Math.min(parts.length, 5) },
  )

/** A picture, and a list of edits of it. */
const edited = (editsMax: number) =>
  fc.constantFrom(...pictures).chain((svg) => {
    const parts = partsIn(svg)
    const targets = parts.map(({ path }): Target => ({ path }))
    const edit =
      parts.length === 0
        ? editOfAll
        : fc.oneof(
            { weight: 3, arbitrary: targetIn(parts).chain((target) => editOf(target, targets)) },
            { weight: 1, arbitrary: editOfAll },
          )
    return fc.record({ svg: fc.constant(svg), edits: fc.array(edit, { minLength: 1, maxLength: editsMax }) })
  })

describe('edits of pictures of all kinds', () => {
  it('cover many pictures', () => {
    expect(pictures.length).toBeGreaterThan(400)
  })

  it('give a picture that the policy does not change, and can be undone and redone byte for byte', () => {
    fc.assert(
      fc.property(edited(6), ({ svg, edits }) => {
        const changed = applyEdits(svg, edits, { idPrefix })
        expect(sanitizeSvg(changed.svg, { idPrefix })).toMatchObject({ ok: true, svg: changed.svg })
        const undone = revertEdits(changed.svg, changed.inverse)
        expect(undone.svg).toBe(svg)
        expect(revertEdits(undone.svg, undone.inverse).svg).toBe(changed.svg)
      }),
      { numRuns: 1500 },
    )
  })

  it('can be undone one after the other', () => {
    fc.assert(
      fc.property(edited(8), ({ svg, edits }) => {
        const steps = [svg]
        const inverses = edits.map((edit) => {
          const { svg: next, inverse } = applyEdits(steps.at(-1) ?? '', [edit], { idPrefix })
          steps.push(next)
          return inverse
        })
        let at = steps.at(-1) ?? ''
        for (const [index, inverse] of [...inverses.entries()].reverse()) {
          at = revertEdits(at, JSON.parse(JSON.stringify(inverse))).svg
          expect(at).toBe(steps[index])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('keep the bytes of every element that they do not address', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...pictures.filter((svg) => partsIn(svg).length > 0))
          .chain((svg) =>
            severalOf(partsIn(svg)).chain((paths) =>
              fc.record({ svg: fc.constant(svg), paths: fc.constant(paths), edit: editOf({ paths }, []) }),
            ),
          ),
        ({ svg, paths, edit }) => {
          // Placing moves the elements around the target; all other edits change only their elements.
          fc.pre(edit.op !== 'reorder' || typeof edit.to === 'string')
          const { svg: changed, outcomes } = applyEdits(svg, [edit], { idPrefix })
          fc.pre(svg.includes('<use') === changed.includes('<use'))
          if (outcomes[0]?.done === false) expect(changed).toBe(svg)
          for (const text of besides(readPicture(svg), paths)) expect(changed).toContain(text)
        },
      ),
      { numRuns: 1500 },
    )
  })
})

/** The texts of the drawn elements that are not at one of the paths, inside such an element or around one. */
function besides(holder: PictureElement, paths: readonly (readonly number[])[]): string[] {
  const children = holder.children.filter((child) => typeof child !== 'string')
  return children.flatMap((child, index) => {
    const within = paths.filter(([first]) => first === index).map((path) => path.slice(1))
    if (within.length === 0) return child.rule.isRendered ? [writtenOf(child)] : []
    return within.some((path) => path.length === 0) ? [] : besides(child, within)
  })
}

function writtenOf(element: PictureElement): string {
  const holder = { ...readPicture('<svg/>'), children: [element] }
  return serializePicture(holder)
    .svg.replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>$/, '')
}

describe('hostile edits', () => {
  const host =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="150" height="75"><g id="pic-a" aria-label="a"><path d="M0 0H9V9z"/></g></svg>'

  it('insert a fragment after many comments in about the time that its length takes', () => {
    const svg = `${'<!---->'.repeat(10_000)}<rect width="2" height="2"/>`
    const start = performance.now()
    expect(applyEdits(host, [{ op: 'insert', svg }], { idPrefix }).outcomes).toMatchObject([{ done: true }])
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('insert nothing of an attack that the policy would not write', () => {
    const seen = new Set([host])
    for (const { source } of attacks) {
      if (source.length > 100_000 || source === '' || !isXmlText(source)) continue
      for (const svg of [source, source.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')]) {
        if (svg === '') continue
        const { svg: changed, outcomes } = applyEdits(host, [{ op: 'insert', svg }], { idPrefix })
        expect(sanitizeSvg(changed, { idPrefix })).toMatchObject({ ok: true, svg: changed })
        if (outcomes[0]?.done === false) expect(changed).toBe(host)
        if (seen.has(changed)) continue
        seen.add(changed)
        expect(oracles.findActive(changed)).toEqual([])
        expect(oracles.findImpure(changed)).toEqual([])
        expect(oracles.readAsHtml(changed)).toBe(oracles.readAsXml(changed))
      }
    }
    expect(seen.size).toBeGreaterThan(50)
  })

  it('cannot inject anything through texts, names and colours', () => {
    const values = [
      '"/><script>alert(1)</script>',
      "' onload='alert(1)",
      ']]><script/>',
      '&lt;script&gt;&#60;script&#62;',
      'url(javascript:alert(1))',
      'url(#a)',
      'red;position:fixed',
      'expression(alert(1))',
      '\u2028</svg>',
      ...attacks
        .map(({ source }) => source)
        .filter((source) => source !== '' && source.length < 200 && isXmlText(source)),
    ]
    const text = sanitizeSvg(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">x</text></svg>',
      { idPrefix },
    )
    if (!text.ok) throw new Error('no text')
    for (const value of values) {
      const target: Target = { kind: 'text' }
      const { svg } = applyEdits(
        text.svg,
        [
          { op: 'text', target, text: value },
          { op: 'rename', target, name: value.slice(0, 200) },
        ],
        { idPrefix },
      )
      expect(sanitizeSvg(svg, { idPrefix })).toMatchObject({ ok: true, svg, elements: readElements(svg) })
      expect(() => applyEdits(text.svg, [{ op: 'paint', target, fill: value }])).toThrow(EditsError)
      expect(() => applyEdits(text.svg, [{ op: 'recolor', from: 'red', to: value }])).toThrow(EditsError)
      expect(() => applyEdits(text.svg, [{ op: 'background', color: value }])).toThrow(EditsError)
    }
  })

  it('are refused if copies of copies would fill the memory', () => {
    const big = sanitizeSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>${'<path d="M1 1h3v3z"/>'.repeat(500)}</g></svg>`,
    )
    if (!big.ok) throw new Error('no picture')
    const edits: Edit[] = Array.from({ length: 40 }, () => ({ op: 'group', target: { all: true } }))
    const copies: Edit[] = edits.flatMap((edit) => [
      edit,
      { op: 'duplicate', target: { all: true }, x: 1, y: 0 },
    ])
    const { outcomes, sanitized } = applyEdits(big.svg, copies)
    expect(sanitized.elements).toBeLessThanOrEqual(30_000)
    expect(outcomes.at(-1)).toMatchObject({ done: false, code: 'too_large' })
  })
})

const isXmlText = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)

const readElements = (svg: string) => (svg.match(/<[a-z]/gi) ?? []).length
