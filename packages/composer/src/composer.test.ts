import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { describe, expect, test } from 'vitest'
import { createComposer } from './index.ts'
import { type SvgStyle, styles } from './request.ts'

const composer = createComposer()
const bytesMax = 110_000

async function draw(prompt: string, style: SvgStyle = 'flat', seed = 1): Promise<string> {
  let svg = ''
  for await (const piece of composer.model.streamSvg({ prompt, style, seed }, new AbortController().signal))
    svg += piece
  return svg
}

type Parsed = { tags: SaxesTagPlain[]; title: string; desc: string; ids: string[] }

/** Strict XML, or the test fails. */
function parse(svg: string): Parsed {
  const parsed: Parsed = { tags: [], title: '', desc: '', ids: [] }
  let inside: string | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    parsed.tags.push(tag)
    inside = tag.name
    if (tag.attributes.id !== undefined) parsed.ids.push(tag.attributes.id)
  })
  parser.on('closetag', () => {
    inside = undefined
  })
  parser.on('text', (text) => {
    if (inside === 'title') parsed.title += text
    if (inside === 'desc') parsed.desc += text
  })
  parser.write(svg).close()
  return parsed
}

const tagsAllowed = new Set(
  'svg title desc defs g path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask'.split(
    ' ',
  ),
)

/** Well-formed, static, small, every id once, every reference to something in the document. */
function checkPicture(svg: string): Parsed {
  const parsed = parse(svg)
  expect(Buffer.byteLength(svg)).toBeLessThan(bytesMax)
  expect(parsed.tags[0]).toMatchObject({ name: 'svg', attributes: { viewBox: '0 0 256 256' } })
  expect(new Set(parsed.ids).size).toBe(parsed.ids.length)
  for (const { name, attributes } of parsed.tags) {
    expect(tagsAllowed.has(name), name).toBe(true)
    for (const [attribute, value] of Object.entries(attributes)) {
      expect(attribute).not.toMatch(/^on|^style$|^xlink/)
      expect(value).not.toMatch(/NaN|Infinity|undefined|javascript:|data:/)
      const reference = /url\(([^)]*)\)/.exec(value)?.[1] ?? (attribute === 'href' ? value : undefined)
      if (reference !== undefined) expect(parsed.ids).toContain(reference.slice(1))
    }
  }
  return parsed
}

const copiesOf = (svg: string, slug: string) =>
  parse(svg).ids.filter((id) => new RegExp(`^${slug}-\\d+-\\d+$`).test(id))

function groupOf(svg: string, id: string): string {
  return (
    new RegExp(`<g id="${id}".*?(?=<g id="[a-z0-9-]+" transform|<g id="foreground"|</svg>)`, 's').exec(
      svg,
    )?.[0] ?? ''
  )
}

/** Lowest and highest point by the group's own placement, good enough to tell above from below. */
function placeOf(svg: string, id: string): { x: number; y: number; scale: number } {
  const [, x, y, scale] =
    new RegExp(`<g id="${id}" transform="translate\\(([-\\d.]+) ([-\\d.]+)\\) scale\\(([-\\d.]+)\\)"`).exec(
      svg,
    ) ?? []
  expect(x, `${id} is placed`).toBeDefined()
  return { x: Number(x), y: Number(y), scale: Number(scale) }
}

describe('a picture', () => {
  test('is the same bytes for the same request, in this and in another composer', async () => {
    const other = createComposer()
    let again = ''
    const request = { prompt: 'a red fox under a tree', style: 'gradient', seed: 42 } as const
    for await (const piece of other.model.streamSvg(request, new AbortController().signal)) again += piece
    expect(await draw(request.prompt, request.style, request.seed)).toBe(again)
  })

  test('varies with the seed', async () => {
    const pictures = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => draw('a cat', 'modern', seed)))
    expect(new Set(pictures).size).toBe(6)
  })

  test('differs in all nine styles, each with its own means', async () => {
    const pictures = await Promise.all(styles.map((style) => draw('a house under a tree', style)))
    expect(new Set(pictures).size).toBe(9)
    const of = (style: SvgStyle) => pictures[styles.indexOf(style)] ?? ''
    const strokes = (svg: string) => svg.match(/ stroke="#/g)?.length ?? 0
    for (const style of ['outline', 'line-art', 'cartoon'] as const)
      expect(strokes(of(style)), style).toBeGreaterThan(3)
    for (const style of ['flat', 'modern'] as const) expect(strokes(of(style)), style).toBe(0)
    for (const style of ['gradient', '3d'] as const) expect(of(style)).toContain('Gradient id=')
    for (const style of ['outline', 'filled', 'flat', 'cartoon'] as const)
      expect(of(style)).not.toContain('Gradient')
    const fillsOf = (svg: string) => new Set(svg.match(/ fill="#[0-9a-f]{6}"/g))
    expect(fillsOf(of('outline')).size).toBeLessThanOrEqual(2)
    // Paper, and one colour for each kind of thing.
    expect(fillsOf(of('filled')).size).toBeLessThanOrEqual(3)
  })

  test('is titled with the prompt and described honestly', async () => {
    const { title, desc } = parse(await draw('  A red\n balloon '))
    expect(title).toBe('A red balloon')
    expect(desc).toBe('Drawn by chatSVG composer with art from Fluent Emoji Flat (MIT).')
    expect(parse(await draw('an elefant', '3d')).desc).toBe(
      'Drawn by chatSVG composer with art from Noto Emoji (Apache-2.0). Note: "elefant" is drawn as elephant.',
    )
  })

  test('comes in pieces, each ending after a complete element', async () => {
    const pieces: string[] = []
    const request = { prompt: 'three cats at night', style: 'flat', seed: 1 } as const
    for await (const piece of composer.model.streamSvg(request, new AbortController().signal))
      pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(10)
    for (const piece of pieces) expect(piece.endsWith('>')).toBe(true)
    checkPicture(pieces.join(''))
  })

  test('stops with the reason when the signal aborts, paced or not', async () => {
    const paced = createComposer({ delayMs: 60_000 })
    const abort = new AbortController()
    const pieces = paced.model
      .streamSvg({ prompt: 'a cat', style: 'flat', seed: 1 }, abort.signal)
      [Symbol.asyncIterator]()
    await pieces.next()
    const next = pieces.next()
    abort.abort(new Error('cancelled'))
    await expect(next).rejects.toThrow()
    const unpaced = composer.model.streamSvg(
      { prompt: 'a cat', style: 'flat', seed: 1 },
      AbortSignal.abort(new Error('gone')),
    )
    await expect(unpaced[Symbol.asyncIterator]().next()).rejects.toThrow('gone')
  })
})

describe('what the prompt says is in the picture', () => {
  test.each([
    ['three red balloons', 'balloon', 3],
    ['a dozen eggs', 'egg', 12],
    ['seven fish', 'fish', 7],
    ['one star', 'star', 1],
    ['20 cats', 'cat', 20],
  ])('%s', async (prompt, slug, count) => {
    for (const style of styles) expect(copiesOf(await draw(prompt, style), slug), style).toHaveLength(count)
  })

  test('colours land on the thing they were said of', async () => {
    const svg = await draw('a red car and a blue house', 'outline')
    expect(groupOf(svg, 'automobile-1-1')).toMatch(/stroke="#e5343d"/)
    expect(groupOf(svg, 'house-2-1')).toMatch(/stroke="#2a78e4"/)
    expect(groupOf(svg, 'house-2-1')).not.toMatch(/#e5343d/)
    expect(await draw('a purple elephant')).toMatch(/<g id="elephant-1-1".*fill="#8b46d6"/s)
  })

  test('several colours take turns over copies', async () => {
    const svg = await draw('four red and blue balloons', 'outline')
    const inks = [1, 2, 3, 4].map((copy) => /stroke="(#\w{6})"/.exec(groupOf(svg, `balloon-1-${copy}`))?.[1])
    expect(inks).toEqual(['#e5343d', '#2a78e4', '#e5343d', '#2a78e4'])
  })

  test('relations place things', async () => {
    for (const seed of [1, 2, 3]) {
      const under = await draw('a rocket above a house', 'flat', seed)
      expect(placeOf(under, 'rocket-1-1').y).toBeLessThan(placeOf(under, 'house-2-1').y)
      const on = await draw('a cat on a table', 'flat', seed)
      expect(placeOf(on, 'cat-1-1').y).toBeLessThan(placeOf(on, 'table-2-1').y)
      const tree = await draw('a rabbit under a tree', 'flat', seed)
      expect(placeOf(tree, 'rabbit-1-1').scale).toBeLessThan(placeOf(tree, 'deciduous-tree-2-1').scale)
      expect(tree.indexOf('deciduous-tree-2-1')).toBeLessThan(tree.indexOf('rabbit-1-1'))
      const behind = await draw('a dog behind a fence', 'flat', seed)
      expect(behind.indexOf('dog-1-1')).toBeLessThan(behind.indexOf('fence-2-1'))
      const beside = await draw('a lamp next to a bed', 'flat', seed)
      expect(placeOf(beside, 'lamp-1-1').x).toBeLessThan(placeOf(beside, 'bed-2-1').x)
    }
  })

  test('everything stays on the canvas', async () => {
    const prompts = [
      'an astronaut riding a horse',
      'a cat wearing a top hat',
      'a giant dog',
      'a bear surrounded by bees',
    ]
    for (const prompt of prompts) {
      const svg = await draw(prompt)
      for (const id of parse(svg).ids.filter((name) => /-\d+-\d+$/.test(name))) {
        const { x, y } = placeOf(svg, id)
        expect(x).toBeGreaterThan(-40)
        expect(y).toBeGreaterThan(-40)
        expect(Math.max(x, y)).toBeLessThan(256)
      }
    }
  })
})

describe('whatever the prompt', () => {
  const prompts = [
    '</title><script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    'a cat ]]> <!-- & &amp; &#x0; %00 \u0000\u0008\uFFFE\uD800 dog',
    '<!DOCTYPE svg [<!ENTITY x "y">]> &x; fox',
    'javascript:alert(1) url(http://127.0.0.1/) fish',
    '..',
    '   ',
    'constructor __proto__ toString hasOwnProperty',
    '一只猫和一只狗在海边',
    'قطة سوداء على الطاولة في الليل',
    'חתול שחור על שולחן',
    '👩‍🚀 🐎 🌌',
    '🏳️‍🌈❤️‍🔥👨‍👩‍👧‍👦',
    'e\u0301le\u0301phant',
    'x'.repeat(500),
    'cat '.repeat(125),
  ]
  test.each(prompts)('%j gives a sound picture in every style', async (prompt) => {
    for (const style of styles) {
      const svg = await draw(prompt, style)
      checkPicture(svg)
      expect(svg).not.toMatch(/<script|<!|.<svg/)
    }
  })

  test('scenes, crowds and icons are sound in every style', async () => {
    const sights = [
      'a sailboat on the sea at sunset',
      '24 dragons',
      'database',
      'a snowy forest at night',
      'rain over the city',
      'flowers in a garden',
      'an underwater castle with six fish',
      'the moon in space',
    ]
    for (const sight of sights) {
      for (const style of styles) {
        const parsed = checkPicture(await draw(sight, style))
        expect(parsed.tags.length, `${sight} ${style}`).toBeGreaterThan(4)
      }
    }
  })
})

test('references for other models are small drawings of what the prompt names', async () => {
  const icons = await composer.findReferences({
    prompt: 'a cat on a table next to a lamp',
    style: 'flat',
    seed: 1,
  })
  expect(icons.map(({ name }) => name)).toEqual(['cat', 'table', 'lamp'])
  for (const { svg } of icons) {
    expect(svg.length).toBeLessThan(2_100)
    parse(svg)
  }
})
