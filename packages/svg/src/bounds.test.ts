import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser, openPage } from '../../../test/harness/browser.ts'
import { Attributes } from './attributes.ts'
import { type Bounds, type BoundsOptions, boundsOf } from './bounds.ts'
import { elementRules } from './elements.ts'
import { noReferences, type PictureElement } from './picture.ts'
import { serializePicture } from './serialize.ts'

const whole = { width: 200, height: 100 }
const rule = elementRules.get('g') ?? expect.fail('no g')

function make(
  name: string,
  attributes: Record<string, string | number> = {},
  ...children: PictureElement[]
): PictureElement {
  const { id, ...rest } = attributes
  const href = attributes.href === undefined ? null : String(attributes.href)
  return {
    name,
    rule: elementRules.get(name) ?? rule,
    sourceId: id === undefined ? null : String(id),
    attributes: Attributes.from(Object.entries(rest).map(([key, value]) => [key, String(value)])),
    references:
      href === null
        ? noReferences
        : [{ attribute: 'href', kind: 'use', pieces: ['', href.slice(1), ''], fallback: null, targets: [] }],
    children,
    vertices: 0,
    cost: null,
  }
}
const path = (d: string, transform?: string) =>
  make('path', transform === undefined ? { d } : { d, transform })
const group = (...children: PictureElement[]) => make('g', {}, ...children)
const square = make('rect', { x: 50, y: 60, width: 1, height: 9 })

/** `x y width height` to three places. */
const write = (bounds: Bounds | null) =>
  bounds &&
  [bounds.x, bounds.y, bounds.width, bounds.height].map((value) => Number(value.toFixed(3))).join(' ')
const measure = (element: PictureElement, options?: BoundsOptions) => write(boundsOf(element, whole, options))

describe('the bounding box of a shape', () => {
  it.each<[PictureElement, string]>([
    [make('rect', { x: 1, y: 2, width: 3, height: 4, rx: 1 }), '1 2 3 4'],
    [make('rect', { width: '50%', height: '50%' }), '0 0 100 50'],
    [make('rect', { x: 1, y: 2, width: 'auto', height: 4 }), '1 2 0 4'],
    [make('rect', { x: '3px', width: 1, height: 1 }), '3 0 1 1'],
    [make('circle', { cx: 5, cy: 6, r: 2 }), '3 4 4 4'],
    [make('circle', { cx: '50%', cy: '50%', r: '10%' }), '84.189 34.189 31.623 31.623'],
    [make('ellipse', { cx: 5, cy: 6, rx: 3 }), '2 3 6 6'],
    [make('ellipse', { cx: 5, cy: 6, rx: 'auto', ry: 2 }), '3 4 4 4'],
    [make('line', { x1: 9, y1: 6, x2: 5, y2: 6 }), '5 6 4 0'],
    [make('polyline', { points: '1,2 -3,4 5 6 7' }), '-3 2 8 4'],
    [make('polygon', { points: '1e1-2.5.5 3' }), '0.5 -2.5 9.5 5.5'],
    [path('M10 10h5v-3H2V20z'), '2 7 13 13'],
    [path('m10 10 5 5-20 1zl-1-1'), '-5 9 20 7'],
    [path('M0 0C0 100 10 100 10 0'), '0 0 10 75'],
    [path('M0 0Q5 10 10 0T20 0'), '0 -5 20 10'],
    [path('M0 0c0 10 10 10 10 0s10-10 10 0'), '0 -7.5 20 15'],
    [path('M0 0S10 10 10 0T20 0'), '0 0 20 4.444'],
    [path('M0 0A5 5 0 0 1 10 0'), '0 -5 10 5'],
    [path('M0 0A5 5 0 1 010 0'), '0 0 10 5'],
    [path('M0 0A1 1 0 0 1 30 0'), '0 -15 30 15'],
    [path('M0 0A0 5 0 0 1 30 0'), '0 0 30 0'],
    [path('M0 0A10 5 0 0 1 0 0'), '0 0 0 0'],
    [path('M5 6L10 20M50 50'), '5 6 5 14'],
    [path('M5 6Q10 6 10 20M50 50'), '5 6 45 44'],
    [path('M1 1M5 6L10 20M50 50z'), '5 6 45 44'],
    [path('M1 1m4 5'), '5 6 0 0'],
    [path('M1 1 5 5 X9 9'), '1 1 4 4'],
    [path(''), '0 0 0 0'],
  ])('%#', (shape, expected) => {
    expect(measure(shape)).toBe(expected)
  })

  it('is in its own user space', () => {
    expect(measure(make('rect', { width: 1, height: 2, transform: 'scale(9)' }))).toBe('0 0 1 2')
  })

  it('is unknown if a unit is unknown', () => {
    expect(measure(make('rect', { width: '3em', height: 2 }))).toBeNull()
    expect(measure(group(square, make('circle', { r: '1vw' })))).toBeNull()
  })
})

describe('the bounding box of a container', () => {
  it.each([
    ['matrix(1 2 3 4 5 6)', '8 12 7 10'],
    ['translate(5)', '5 0 1 2'],
    ['translate(5,-6)', '5 -6 1 2'],
    ['scale(2)', '0 0 2 4'],
    ['scale(2 -3)', '0 -6 2 6'],
    ['rotate(90)', '-2 0 2 1'],
    ['rotate(90, 1, 1)', '0 0 2 1'],
    ['skewX(45)', '0 0 3 2'],
    ['skewY(45)', '0 0 1 3'],
    ['translate(10) , scale(2)rotate( -90 )', '10 -2 4 2'],
    ['none', '0 0 1 2'],
  ])('has its content after %s', (transform, expected) => {
    // matrix: the corners 0,0 1,0 0,2 1,2 go to 5,6 6,8 11,14 12,16.
    const shape = make('rect', { width: 1, height: 2, transform })
    expect(measure(group(shape))).toBe(transform.startsWith('matrix') ? '5 6 7 10' : expected)
    expect(measure(group(make('g', { transform }, make('rect', { width: 1, height: 2 }))))).toBe(
      measure(group(shape)),
    )
  })

  it('is tight around rotated content, or around rotated boxes if these are requested', () => {
    const rotated = group(make('circle', { r: 10, transform: 'rotate(45)' }))
    expect(measure(rotated)).toBe('-10 -10 20 20')
    expect(measure(rotated, { unite: 'boxes' })).toBe('-14.142 -14.142 28.284 28.284')
    const rounded = make('rect', { width: 4, height: 4, rx: 2, transform: 'rotate(45)' })
    expect(measure(group(rounded))).toBe('-2 0.828 4 4')
    expect(measure(group(path('M0 0A5 5 0 0 1 10 0', 'rotate(30) scale(2)')))).toBe('0 -5 18.66 15')
  })

  it.each<[string, PictureElement]>([
    ['what is not displayed', make('g', { display: 'none' }, make('rect', { width: 500, height: 500 }))],
    ['definitions', make('defs', {}, make('rect', { width: 500, height: 500 }))],
    ['clip paths', make('clipPath', {}, make('rect', { width: 500, height: 500 }))],
    ['symbols', make('symbol', {}, make('rect', { width: 500, height: 500 }))],
    ['titles', make('title')],
    ['gradients', make('linearGradient')],
    ['empty groups', group()],
    ['a rectangle without a height', make('rect', { x: 5, y: 6, width: 500, height: 0 })],
    ['a rectangle without a width', make('rect', { x: 5, y: 6, height: 500 })],
    ['a circle without a radius', make('circle', { cx: 5, cy: 6 })],
    ['an ellipse without one', make('ellipse', { cx: 5, cy: 6, rx: 500, ry: 0 })],
    ['a path without data', path('')],
    ['a use without a target', make('use')],
  ])('is not larger for %s', (_what, child) => {
    expect(measure(group(child, square))).toBe('50 60 1 9')
    expect(measure(group(child))).toBe('0 0 0 0')
  })

  it('counts lines and single points', () => {
    expect(measure(group(make('line', { y1: 3, x2: 9, y2: 3 })))).toBe('0 3 9 0')
    expect(measure(group(path('M5 6'), square))).toBe('5 6 46 63')
  })

  it('is unknown if it contains a displayed text', () => {
    expect(measure(group(square, make('text')))).toBeNull()
    expect(measure(group(square, make('text', { display: 'none' })))).toBe('50 60 1 9')
    expect(measure(make('clipPath'))).toBeNull()
  })
})

describe('the bounding box of what is used', () => {
  const target = make('rect', { id: 'r', x: 1, y: 2, width: 3, height: 4, transform: 'scale(2)' })
  const use = (attributes: Record<string, string | number> = {}) => make('use', { href: '#r', ...attributes })
  const find = (id: string) => (id === 'r' ? target : undefined)

  it('has the target after its own transform, moved', () => {
    expect(measure(use({ x: 10, y: 20 }), { find })).toBe('12 24 6 8')
    expect(measure(group(use({ x: 10, y: 20 })), { find })).toBe('12 24 6 8')
  })

  it('is unknown while the target cannot be found', () => {
    expect(measure(use())).toBeNull()
    expect(measure(use(), { find: () => undefined })).toBe('0 0 0 0')
  })

  it('takes the target of a link', () => {
    const linked = use()
    linked.references = linked.references.map((reference) => ({ ...reference, targets: [target] }))
    expect(measure(linked)).toBe('2 4 6 8')
  })

  it('ends at an element that uses itself', () => {
    const loop = make('g', { id: 'r' }, square, use({ x: 5 }))
    expect(measure(group(use()), { find: () => loop })).toBe('50 60 1 9')
  })

  it('is unknown beyond the budget, which calls can share', () => {
    const groups = new Map<string, PictureElement>()
    for (let level = 0; level < 40; level++) {
      const next = { href: `#${level + 1}` }
      groups.set(String(level), group(make('use', next), make('use', { ...next, x: 1 })))
    }
    groups.set('40', square)
    const resolve = (id: string) => groups.get(id)
    expect(boundsOf(group(make('use', { href: '#0' })), whole, { find: resolve })).toBeNull()
    expect(measure(group(make('use', { href: '#34' })), { find: resolve })).toBe('50 60 7 9')
    const budget = { left: 210 }
    expect(measure(path('M1 2L3 4'), { budget })).toBe('1 2 2 2')
    expect(measure(path('M1 2L3 4'), { budget })).toBeNull()
  })
})

/** Numbers that print short, and are not so large that Chromium's own arithmetic shows. */
const amount = fc.integer({ min: -400, max: 400 }).map((value) => value / 4)
const size = fc.integer({ min: 0, max: 400 }).map((value) => value / 4)
const list = (count: number) =>
  fc.array(amount, { minLength: count, maxLength: count }).map((numbers) => numbers.join(' '))
const flag = fc.constantFrom('0', '1')
const segment = fc.oneof(
  ...['L2', 'l2', 'H1', 'h1', 'V1', 'v1', 'C6', 'c6', 'S4', 's4', 'Q4', 'q4', 'T2', 't2', 'm2', 'M2'].map(
    (form) => list(Number(form[1])).map((operands) => `${form[0]}${operands}`),
  ),
  fc
    .tuple(fc.constantFrom('A', 'a'), size, size, amount, flag, flag, list(2))
    .map(
      ([letter, rx, ry, turn, large, sweep, end]) => `${letter}${rx} ${ry} ${turn} ${large}${sweep}${end}`,
    ),
  fc.constantFrom('Z', 'z'),
)
const transform = fc.oneof(
  list(2).map((operands) => `translate(${operands})`),
  fc.tuple(amount, list(2)).map(([angle, about]) => `rotate(${angle} ${about})`),
  fc.integer({ min: -12, max: 12 }).map((factor) => `scale(${factor / 4} 1.5)`),
  fc.integer({ min: -60, max: 60 }).map((angle) => `skewX(${angle})`),
  fc.integer({ min: -60, max: 60 }).map((angle) => `skewY(${angle}) scale(.5)`),
  fc.constant('matrix(1 .5 -.5 2 3 4)'),
)
const withTransform = (attributes: fc.Arbitrary<Record<string, string | number>>) =>
  fc
    .tuple(attributes, fc.option(transform))
    .map(([own, moved]) => (moved === null ? own : { ...own, transform: moved }))
const lengthOrPart = fc.oneof(
  size,
  fc.integer({ min: 0, max: 100 }).map((part) => `${part}%`),
)
const shapes = fc.oneof(
  {
    weight: 4,
    arbitrary: withTransform(
      fc.array(segment, { maxLength: 6 }).map((segments) => ({ d: `M1 2${segments.join('')}` })),
    ).map((own) => make('path', own)),
  },
  withTransform(fc.record({ x: amount, y: amount, width: lengthOrPart, height: size, rx: size })).map((own) =>
    make('rect', own),
  ),
  withTransform(fc.record({ cx: lengthOrPart, cy: amount, r: lengthOrPart })).map((own) =>
    make('circle', own),
  ),
  withTransform(fc.record({ cx: amount, rx: lengthOrPart, ry: size }, { requiredKeys: ['cx'] })).map((own) =>
    make('ellipse', own),
  ),
  withTransform(fc.record({ x1: amount, y1: amount, x2: lengthOrPart, y2: amount })).map((own) =>
    make('line', own),
  ),
  withTransform(list(6).map((points) => ({ points }))).map((own) => make('polygon', own)),
)
const ratio = fc.constantFrom('none', 'xMinYMin', 'xMaxYMid slice', 'xMidYMax meet')
const { node: trees } = fc.letrec<{ node: PictureElement }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    shapes,
    fc
      .tuple(withTransform(fc.constant({})), fc.array(tie('node'), { maxLength: 4 }))
      .map(([own, inside]) => make('g', own, ...inside)),
    fc
      .tuple(
        withTransform(
          fc.record(
            { href: fc.constantFrom('#shape', '#symbol', '#frame'), x: amount, y: amount, width: size },
            { requiredKeys: ['href', 'x'] },
          ),
        ),
      )
      .map(([own]) => make('use', own)),
    fc
      .tuple(
        fc.record(
          {
            x: amount,
            y: lengthOrPart,
            width: lengthOrPart,
            height: size,
            viewBox: fc.constant('-5 2 40 30'),
            preserveAspectRatio: ratio,
          },
          { requiredKeys: ['x'] },
        ),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([own, inside]) => make('svg', own, ...inside)),
  ),
}))

describe.runIf(canRunBrowser())('compared with Chromium', () => {
  const targets = [
    make('path', { id: 'shape', d: 'M3 4Q50 9 20 30A9 4 20 0 1 1 1z', transform: 'rotate(20)' }),
    make(
      'symbol',
      { id: 'symbol', viewBox: '0 0 10 20' },
      make('rect', { x: 1, y: 2, width: '30%', height: 4 }),
    ),
    make('svg', { id: 'frame', x: 5, height: 20, viewBox: '1 1 8 8' }, make('circle', { r: 7 })),
  ]
  const find = (id: string) => targets.find(({ sourceId }) => sourceId === id)
  const render = (elements: readonly PictureElement[]) =>
    serializePicture(
      make(
        'svg',
        { viewBox: '0 0 200 100' },
        make('defs', {}, ...targets),
        make('g', { id: 'all' }, ...elements),
      ),
    ).svg
  const readBoxes = async (page: Page) =>
    (await page.evaluate(
      `[...document.querySelector('#all').children].map((element) => {
        const { x, y, width, height } = element.getBBox()
        return { x, y, width, height }
      })`,
    )) as Bounds[]
  /** Chromium has 32-bit floats, and draws arcs as cubic curves. */
  const expectNear = (ours: Bounds | null, theirs: Bounds, element: PictureElement) => {
    const scale = Math.max(1, ...Object.values(theirs).map(Math.abs))
    const far =
      ours === null ||
      (Object.keys(theirs) as (keyof Bounds)[]).some(
        (key) => !(Math.abs(ours[key] - theirs[key]) < scale * 1e-3),
      )
    if (far) expect({ ours, svg: render([element]) }).toEqual({ ours: theirs, svg: '' })
  }

  it('random shapes, groups, viewports and uses have the same box', async () => {
    const samples = [
      ...fc.sample(shapes, { numRuns: 400, seed: 1 }),
      ...fc.sample(trees, { numRuns: 600, seed: 2 }),
    ]
    const { page } = await openPage()
    await page.setContent(render(samples))
    const boxes = await readBoxes(page)
    expect(boxes).toHaveLength(samples.length)
    for (const [index, element] of samples.entries())
      expectNear(boundsOf(element, whole, { find, unite: 'boxes' }), boxes[index] ?? expect.fail(), element)
    // The random pictures must not be empty.
    expect(boxes.filter(({ width, height }) => width > 1 && height > 1).length).toBeGreaterThan(700)
  })

  it('random paths that are turned have the same box as paths whose points were turned before', async () => {
    const samples = fc.sample(fc.tuple(fc.array(absolute, { minLength: 1, maxLength: 6 }), amount), {
      numRuns: 400,
      seed: 3,
    })
    const { page } = await openPage()
    await page.setContent(render(samples.map(([segments, turn]) => path(turned(segments, turn)))))
    const boxes = await readBoxes(page)
    for (const [index, [segments, turn]] of samples.entries()) {
      const element = path(turned(segments, 0), `rotate(${turn})`)
      expectNear(boundsOf(group(element), whole), boxes[index] ?? expect.fail(), element)
    }
  })
})

/** A segment with absolute positions: its letter, the values before its points, and its points. */
type Absolute = [string, number[], [number, number][]]
const point = fc.tuple(amount, amount)
const absolute: fc.Arbitrary<Absolute> = fc.oneof(
  ...['L1', 'C3', 'S2', 'Q2', 'T1', 'Z0'].map((form) => {
    const count = Number(form[1])
    return fc
      .array(point, { minLength: count, maxLength: count })
      .map((points): Absolute => [form.charAt(0), [], points])
  }),
  fc
    .tuple(size, size, amount, fc.nat(1), fc.nat(1), point)
    .map(([rx, ry, angle, large, sweep, end]): Absolute => ['A', [rx, ry, angle, large, sweep], [end]]),
)

/** Path data whose points, and the axes of whose arcs, were turned about 0,0. */
function turned(segments: readonly Absolute[], degrees: number): string {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return `M0 0${segments
    .map(([letter, [rx, ry, angle = 0, ...flags], points]) => {
      const axes = letter === 'A' ? [rx, ry, angle + degrees, ...flags] : []
      const ends = points.flatMap(([x, y]) => [cos * x - sin * y, sin * x + cos * y])
      return `${letter}${[...axes, ...ends].join(' ')}`
    })
    .join('')}`
}
