import {
  applyEdits,
  type Edit,
  listParts,
  type PicturePart,
  type SanitizedSvg,
  sanitizeSvg,
  type Target,
} from '@chatsvg/svg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPngRenderer, type PngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { comparePixels, sameRenderer } from './compare-pixels.ts'
import { readIcons } from './icons.ts'
import { type Pixels, premultiply } from './pixels.ts'

const side = 192
const idPrefix = 'pic-'
const icons = (await readIcons(120)).flatMap(({ set, name, svg }) => {
  const result = sanitizeSvg(svg, { idPrefix })
  // A text is drawn with the fonts of the machine. Without fonts it is not drawn.
  return result.ok && !result.svg.includes('<text') ? [{ name: `${set}/${name}`, ...result }] : []
})
type Picture = (typeof icons)[number]

let renderer: PngRenderer
beforeAll(() => {
  renderer = openPngRenderer({ timeoutMs: 20_000 })
})
afterAll(() => renderer[Symbol.asyncDispose]())

const render = async (svg: string, size = side): Promise<Pixels> => {
  const { width, height, rgba } = await renderer.renderPixels(svg, { size })
  return { width, height, rgba: premultiply(rgba) }
}

const parse = (body: string, root = ''): Extract<SanitizedSvg, { ok: true }> => {
  const result = sanitizeSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" ${root}>${body}</svg>`,
    { idPrefix },
  )
  if (!result.ok) throw new Error(result.rejection.message)
  return result
}

const edit = (svg: string, ...edits: Edit[]): string => {
  const { svg: changed, outcomes } = applyEdits(svg, edits, { idPrefix })
  expect(outcomes.filter(({ done }) => !done)).toEqual([])
  return changed
}

async function expectSame(svg: string, expected: string, what: string): Promise<void> {
  const difference = comparePixels(await render(svg), await render(expected), sameRenderer)
  expect(difference.shareUnexplained, what).toBeLessThanOrEqual(0.002)
  expect(difference.worstSquare, what).toBeLessThanOrEqual(14)
}

/** The picture with its content in a group with an attribute. */
const inGroup = ({ svg }: { svg: string }, attribute: string): string =>
  svg.replace(/^<svg[^>]*>/, `$&<g ${attribute}>`).replace(/<\/svg>$/, '</g></svg>')

const all: Target = { all: true }
const flat = (parts: readonly PicturePart[]): PicturePart[] =>
  parts.flatMap((part) => [part, ...flat(part.children)])

/** Every picture with the parts on which edits are tried: the first, the last, and one in between. */
const someParts = ({ svg }: Picture, fits: (part: PicturePart) => boolean): PicturePart[] => {
  const parts = flat(listParts(svg, { idPrefix })).filter(fits)
  return [...new Set([parts[0], parts[Math.floor(parts.length / 2)], parts.at(-1)])].filter(
    (part) => part !== undefined,
  )
}

describe('icons look', () => {
  const [x, y] = [3, -2]
  const movements: [string, Edit, (centreX: number, centreY: number) => string][] = [
    ['moved', { op: 'move', target: all, x, y }, () => `transform="translate(${x} ${y})"`],
    [
      'scaled',
      { op: 'scale', target: all, x: 0.6, y: 0.8 },
      (cx, cy) => `transform="translate(${cx} ${cy}) scale(.6 .8) translate(${-cx} ${-cy})"`,
    ],
    ['turned', { op: 'rotate', target: all, degrees: 30 }, (cx, cy) => `transform="rotate(30 ${cx} ${cy})"`],
    [
      'mirrored',
      { op: 'flip', target: all, axis: 'horizontal' },
      (cx) => `transform="translate(${2 * cx}) scale(-1 1)"`,
    ],
    [
      'upside down',
      { op: 'flip', target: all, axis: 'vertical' },
      (_, cy) => `transform="translate(0 ${2 * cy}) scale(1 -1)"`,
    ],
    ['half transparent', { op: 'opacity', target: all, value: 0.5 }, () => 'opacity=".5"'],
  ]

  it.each(movements)('%s as a group around all of them does', async (what, change, attribute) => {
    for (const icon of icons.slice(0, 60)) {
      const [left, top, width, height] = icon.viewBox
      const expected = inGroup(icon, attribute(left + width / 2, top + height / 2))
      const changed = edit(icon.svg, change)
      // The ground does not move.
      if (what !== 'half transparent' && hasGround(icon.svg)) continue
      await expectSame(changed, expected, `${icon.name} ${what}`)
    }
  })

  it('the same when parts are put into a group, or groups are taken apart', async () => {
    let ungrouped = 0
    for (const icon of icons) {
      for (const { path, kind } of someParts(icon, () => true)) {
        await expectSame(edit(icon.svg, { op: 'group', target: { path } }), icon.svg, `${icon.name} grouped`)
        if (kind !== 'g') continue
        const { svg, outcomes } = applyEdits(icon.svg, [{ op: 'ungroup', target: { path } }], { idPrefix })
        if (outcomes[0]?.done !== true) continue
        ungrouped++
        await expectSame(svg, icon.svg, `${icon.name} ungrouped`)
      }
    }
    expect(ungrouped).toBeGreaterThan(20)
  })

  it('the same when the last part of a group is moved in front of its group', async () => {
    let moved = 0
    for (const icon of icons) {
      for (const group of someParts(icon, ({ kind, children }) => kind === 'g' && children.length > 0)) {
        const last = group.children.at(-1)
        if (last === undefined) continue
        const svg = edit(icon.svg, {
          op: 'reorder',
          target: { path: last.path },
          to: { after: { path: group.path } },
        })
        moved++
        await expectSame(svg, icon.svg, `${icon.name} ${last.path.join('/')}`)
      }
    }
    expect(moved).toBeGreaterThan(20)
  })

  it('nearly the same with fewer points, and are shorter', async () => {
    let [before, after] = [0, 0]
    for (const icon of icons) {
      const tolerance = (icon.viewBox[2] / side) * 0.4
      const { svg } = applyEdits(icon.svg, [{ op: 'simplify', target: all, tolerance }], { idPrefix })
      before += icon.svg.length
      after += svg.length
      const { shareUnexplained } = comparePixels(await render(svg), await render(icon.svg), {
        ...sameRenderer,
        channelTolerance: 48,
      })
      expect(shareUnexplained, icon.name).toBeLessThanOrEqual(0.001)
    }
    expect(after).toBeLessThan(before * 0.95)
  })

  it('like a part of themselves when they are cropped', async () => {
    for (const icon of icons.slice(0, 40)) {
      const [left, top, width, height] = icon.viewBox
      const box = { x: left + width / 4, y: top + height / 2, width: width / 2, height: height / 4 }
      const whole = await render(icon.svg)
      const part = await render(edit(icon.svg, { op: 'crop', box }), whole.width / 2)
      const expected = cut(whole, whole.width / 4, whole.height / 2, whole.width / 2, whole.height / 4)
      expect([part.width, part.height], icon.name).toEqual([expected.width, expected.height])
      expect(comparePixels(part, expected, sameRenderer).shareUnexplained, icon.name).toBeLessThanOrEqual(
        0.003,
      )
    }
  })

  it('like themselves with a border when the canvas grows', async () => {
    for (const icon of icons.slice(0, 40)) {
      const [, , width, height] = icon.viewBox
      if (width !== height) continue
      const size = /width="([\d.]+)" height="([\d.]+)"/.exec(icon.svg)
      const pixels = Number(size?.[1])
      const whole = await render(icon.svg, side)
      const changed = edit(icon.svg, { op: 'canvas', width: pixels * 2, height: pixels * 2, content: 'keep' })
      const middle = cut(await render(changed, side * 2), side / 2, side / 2, side, side)
      // Content that the old edges clipped becomes visible.
      expect(comparePixels(middle, whole, sameRenderer).shareUnexplained, icon.name).toBeLessThanOrEqual(
        0.003,
      )
    }
  })
})

const hasGround = (svg: string): boolean =>
  applyEdits(svg, [{ op: 'background', color: 'none' }], { idPrefix }).outcomes[0]?.done === true

function cut({ width, rgba }: Pixels, left: number, top: number, columns: number, rows: number): Pixels {
  const part = new Uint8Array(columns * rows * 4)
  for (let row = 0; row < rows; row++) {
    const from = ((top + row) * width + left) * 4
    part.set(rgba.subarray(from, from + columns * 4), row * columns * 4)
  }
  return { width: columns, height: rows, rgba: part }
}

describe('an outline', () => {
  const side = 96
  const parts: [string, string][] = [
    ['a shape', '<path d="M16 44 32 14 48 44z" fill="teal"/>'],
    ['a stroked shape', '<circle cx="32" cy="32" r="12" fill="none" stroke="teal" stroke-width="5"/>'],
    [
      'a group that is turned and scaled',
      '<g transform="rotate(20 32 32) translate(10 10) scale(2)"><rect x="4" y="4" width="9" height="9" fill="teal"/><circle cx="15" cy="14" r="4" fill="gold" stroke="navy"/></g>',
    ],
    [
      'a use',
      '<defs><symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="teal"/></symbol></defs><use href="#s" x="20" y="20" width="20" height="20"/>',
    ],
  ]

  it.each(parts)('of %s has the requested width outside of it', async (_, body) => {
    const width = 4
    const { svg } = parse(`<g id="part">${body}</g>`)
    const pixelsPerUnit = side / 64
    const [before, after] = [
      await render(svg, side),
      await render(edit(svg, { op: 'outline', target: { id: 'part' }, stroke: 'red', width }), side),
    ]
    const isDrawn = ({ rgba }: Pixels, at: number) => (rgba[at * 4 + 3] ?? 0) > 127
    const drawn: [number, number][] = []
    for (let at = 0; at < side * side; at++)
      if (isDrawn(before, at)) drawn.push([at % side, Math.floor(at / side)])
    const wrong: string[] = []
    for (let at = 0; at < side * side; at++) {
      const [px, py] = [at % side, Math.floor(at / side)]
      let distance = Number.POSITIVE_INFINITY
      for (const [dx, dy] of drawn) distance = Math.min(distance, Math.hypot(dx - px, dy - py))
      const inside = distance < width * pixelsPerUnit - 1.5
      const outside = distance > width * pixelsPerUnit + 1.5
      if ((inside && !isDrawn(after, at)) || (outside && isDrawn(after, at))) wrong.push(`${px},${py}`)
      // What was drawn is drawn as it was.
      if (distance === 0 && (before.rgba[at * 4 + 3] ?? 0) === 255) {
        for (let channel = 0; channel < 4; channel++)
          if (Math.abs((before.rgba[at * 4 + channel] ?? 0) - (after.rgba[at * 4 + channel] ?? 0)) > 2)
            wrong.push(`${px},${py} changed`)
      }
    }
    expect(wrong.slice(0, 10)).toEqual([])
  })
})

describe('what belongs to a part goes with it', () => {
  const move: Edit = { op: 'move', target: { id: 'part' }, x: 12, y: -6 }
  const turn: Edit = { op: 'rotate', target: { id: 'part' }, degrees: 25, about: { x: 32, y: 32 } }
  const bodies: [string, string, string][] = [
    [
      'a gradient in user space',
      '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="10" x2="40"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>',
      '<rect id="part" x="10" y="20" width="30" height="30" fill="url(#g)"/>',
    ],
    [
      'a clip path',
      '<clipPath id="c"><circle cx="25" cy="35" r="12"/></clipPath>',
      '<g id="part" clip-path="url(#c)"><rect x="10" y="20" width="30" height="30" fill="teal"/></g>',
    ],
    [
      'a mask',
      '<mask id="m"><circle cx="25" cy="35" r="12" fill="#fff"/><rect x="20" y="30" width="9" height="9" fill="gray"/></mask>',
      '<g id="part" mask="url(#m)"><rect x="10" y="20" width="30" height="30" fill="teal"/></g>',
    ],
    [
      'a filter',
      '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
      '<rect id="part" x="20" y="20" width="20" height="20" fill="teal" filter="url(#f)"/>',
    ],
    [
      'a pattern',
      '<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><circle r="3" fill="red"/></pattern>',
      '<path id="part" d="M10 20h30v30H10z" fill="url(#p)" stroke="#000"/>',
    ],
    [
      'a marker',
      '<marker id="a" markerWidth="4" markerHeight="4" refX="2" refY="2" orient="auto"><path d="M0 0 4 2 0 4z"/></marker>',
      '<path id="part" d="M15 25 40 40" stroke="#000" stroke-width="2" marker-end="url(#a)"/>',
    ],
  ]

  it.each(bodies)('%s', async (what, definition, part) => {
    const around = 'transform="translate(4 2) scale(1.1) rotate(5)"'
    const { svg } = parse(`<defs>${definition}</defs><g ${around}>${part}</g>`)
    for (const [change, transform] of [
      [move, 'translate(12 -6)'],
      [turn, 'rotate(25 32 32)'],
    ] as const) {
      const { svg: expected } = parse(
        `<defs>${definition}</defs><g transform="${transform}"><g ${around}>${part}</g></g>`,
      )
      await expectSame(edit(svg, change), expected, what)
    }
  })

  it('and a copy that a use shows elsewhere stays', async () => {
    const body = (first: string) =>
      `<rect id="part" x="5" y="5" width="20" height="20" fill="teal" ${first}/><use href="#part" x="30" y="30"/>`
    const { svg } = parse(body(''))
    const { svg: moved } = parse(
      '<rect x="17" y="-1" width="20" height="20" fill="teal"/><rect x="35" y="35" width="20" height="20" fill="teal"/>',
    )
    const { svg: painted } = parse(
      '<rect x="5" y="5" width="20" height="20" fill="red"/><rect x="35" y="35" width="20" height="20" fill="teal"/>',
    )
    const { svg: second } = parse(
      '<rect x="5" y="5" width="20" height="20" fill="teal"/><rect x="35" y="35" width="20" height="20" fill="red"/>',
    )
    await expectSame(edit(svg, move), moved, 'moved')
    await expectSame(edit(svg, { op: 'paint', target: { id: 'part' }, fill: 'red' }), painted, 'painted')
    await expectSame(
      edit(svg, { op: 'paint', target: { kind: 'use' }, fill: 'red' }),
      second,
      'the use painted',
    )
    await expectSame(
      edit(svg, { op: 'remove', target: { id: 'part' } }),
      parse('<rect x="35" y="35" width="20" height="20" fill="teal"/>').svg,
      'removed',
    )
  })

  it('and every use of a colour gets the new one: inherited, in gradients, in filters, by default', async () => {
    const body = (color: string, unsaid: string) =>
      `<defs><linearGradient id="g"><stop stop-color="${color}"/><stop offset="1" stop-color="gold"/></linearGradient><filter id="f" x="0" y="0" width="1" height="1"><feFlood flood-color="${color}"/></filter></defs>
       <rect width="30" height="30" fill="url(#g)"/><g fill="${color}"><rect x="32" width="10" height="10"/><g fill="gold" stroke="${color}" stroke-width="3"><circle cx="50" cy="20" r="6"/></g></g>
       <rect x="2" y="34" width="20" height="20" filter="url(#f)"/><g color="${color}"><path d="M32 40h20v20z" fill="currentColor"/></g><circle cx="58" cy="58" r="5" ${unsaid}/>`
    await expectSame(
      edit(parse(body('#1d4ed8', '')).svg, { op: 'recolor', from: 'rgb(29 78 216)', to: 'tomato' }),
      parse(body('tomato', '')).svg,
      'blue',
    )
    await expectSame(
      edit(parse(body('#000', '')).svg, { op: 'recolor', from: 'black', to: 'tomato' }),
      parse(body('tomato', 'fill="tomato"')).svg,
      'black',
    )
  })
})
