import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { describe, expect, test } from 'vitest'
import {
  type ComposerRequest,
  createComposer,
  type DrawingStyle,
  drawingStyleNames,
  NotUnderstoodError,
} from './index.ts'

const composer = createComposer()
const bytesMax = 110_000

async function compose(prompt: string, options: Partial<ComposerRequest> = {}) {
  const composed = await composer.compose({ prompt, style: 'flat', seed: 1, ...options })
  if (composed.kind !== 'picture') throw new Error(`"${prompt}" was not understood`)
  return { ...composed, svg: composed.pieces.join('') }
}

async function draw(prompt: string, style: DrawingStyle = 'flat', seed = 1): Promise<string> {
  return (await compose(prompt, { style, seed })).svg
}

type Parsed = { tags: SaxesTagPlain[]; title: string; desc: string; metadata: string; ids: string[] }

/** Parses strictly as XML; the test fails if that is not possible. */
function parse(svg: string): Parsed {
  const parsed: Parsed = { tags: [], title: '', desc: '', metadata: '', ids: [] }
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
    if (inside === 'title' || inside === 'desc' || inside === 'metadata') parsed[inside] += text
  })
  parser.write(svg).close()
  return parsed
}

const tagsAllowed = new Set(
  'svg title desc metadata defs g path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask'.split(
    ' ',
  ),
)

/** Well-formed, static, small, every id once, every reference to something in the document. */
function checkPicture(svg: string): Parsed {
  const parsed = parse(svg)
  expect(Buffer.byteLength(svg)).toBeLessThan(bytesMax)
  expect(parsed.tags[0]).toMatchObject({
    name: 'svg',
    attributes: { viewBox: '0 0 256 256', width: '256', height: '256' },
  })
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

describe('a picture', () => {
  test('has the same bytes for the same request, in this composer and in another one', async () => {
    const request = { prompt: 'a red fox under a tree', style: 'gradient', seed: 42 } as const
    const other = await createComposer().compose(request)
    expect(other).toEqual(await composer.compose(request))
  })

  test('varies with the seed', async () => {
    const pictures = await Promise.all([1, 2, 3, 4].map((seed) => draw('a cat and a dog', 'modern', seed)))
    expect(new Set(pictures).size).toBe(4)
  })

  test('differs in all nine styles, each with its own means', async () => {
    const pictures = await Promise.all(drawingStyleNames.map((style) => draw('a house under a tree', style)))
    expect(new Set(pictures).size).toBe(9)
    const of = (style: DrawingStyle) => pictures[drawingStyleNames.indexOf(style)] ?? ''
    const strokes = (svg: string) => svg.match(/ stroke="#/g)?.length ?? 0
    for (const style of ['outline', 'line-art', 'cartoon'] as const)
      expect(strokes(of(style)), style).toBeGreaterThan(3)
    for (const style of ['flat', 'modern'] as const) expect(strokes(of(style)), style).toBe(0)
    for (const style of ['gradient', '3d'] as const) expect(of(style)).toContain('Gradient id=')
    for (const style of ['outline', 'filled', 'flat', 'cartoon'] as const)
      expect(of(style)).not.toContain('Gradient')
  })

  test('has the sentence as its title, a correct description, and credits its art separately', async () => {
    const { title, desc, metadata } = parse(await draw('  Two red\n balloons '))
    expect(title).toBe('Two red balloons')
    expect(desc).toBe('2 red balloons.')
    expect(metadata).toBe('Drawn by chatSVG composer with art from Fluent Emoji Flat (MIT).')
    expect(parse(await draw('a cat on a table at night')).desc).toBe('A cat on a table, scene: night.')
  })

  test('comes in pieces, each ending after a complete element', async () => {
    const pieces: string[] = []
    const request = { prompt: 'three cats at night', style: 'flat', seed: 1 } as const
    for await (const piece of composer.model.streamSvg(request, new AbortController().signal))
      pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(5)
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

  test('has the requested size, background and palette', async () => {
    const wide = await compose('a red car', { width: 800, height: 400 })
    expect(wide.svg).toContain('width="800" height="400" viewBox="0 0 512 256"')
    const bare = await compose('a red car at night', { background: 'none' })
    expect(bare.svg).not.toContain('scene-back')
    const plain = await compose('a red car', { background: '#123456' })
    expect(plain.svg).toContain('<g id="scene-back"><rect width="256" height="256" fill="#123456"/></g>')
    const palette = ['#102030', '#e9c46a', '#e76f51']
    const { svg } = await compose('a cat under a tree', { palette })
    const paints = new Set(svg.match(/#[0-9a-f]{6}/g))
    expect([...paints].filter((paint) => !palette.includes(paint))).toEqual([])
  })
})

test('a sentence without a known noun draws nothing, and says which words were not known', async () => {
  const composed = await composer.compose({ prompt: 'qqq xxj vvk', style: 'flat', seed: 1 })
  expect(composed).toMatchObject({
    kind: 'not_understood',
    report: { leftOut: [{ words: 'qqq', reason: 'unknown' }, { words: 'xxj' }, { words: 'vvk' }] },
  })
  const stream = composer.model.streamSvg(
    { prompt: 'happiness', style: 'flat', seed: 1 },
    new AbortController().signal,
  )
  await expect(stream.next()).rejects.toThrow(NotUnderstoodError)
})

test('the report says what is drawn, changed and left out', async () => {
  const { report } = await compose('two red parrots, a pirate ship and a theodolite')
  expect(report.drawn).toEqual([
    { name: 'parrot', count: 2, color: 'red' },
    { name: 'sailboat', count: 1 },
  ])
  expect(report.changed).toEqual([{ words: 'pirate ship', drawnAs: 'sailboat' }])
  expect(report.leftOut).toEqual([{ words: 'theodolite', reason: 'unknown', kind: 'noun' }])
})

describe('whatever the prompt', () => {
  const prompts = [
    '</title><script>alert(1)</script> fox',
    '"><svg onload=alert(1)> fox',
    'a cat ]]> <!-- & &amp; &#x0; %00 \u0000\u0008\uFFFE\uD800 dog',
    '<!DOCTYPE svg [<!ENTITY x "y">]> &x; fox',
    'javascript:alert(1) url(http://127.0.0.1/) fish',
    'a sign that says "</svg><script>"',
    'constructor __proto__ toString hasOwnProperty cat',
    '一只猫和一只狗在海边',
    'قطة سوداء على الطاولة في الليل',
    '👩‍🚀 🐎 🌌',
    '🏳️‍🌈❤️‍🔥👨‍👩‍👧‍👦',
    'cat '.repeat(125),
  ]
  test.each(prompts)('%j gives a valid picture in every style', async (prompt) => {
    for (const style of drawingStyleNames) {
      const svg = await draw(prompt, style)
      checkPicture(svg)
      expect(svg).not.toMatch(/<script|<!|.<svg/)
    }
  })

  test.each(['..', '   ', 'x'.repeat(500), 'e\u0301le\u0301'])(
    '%j is read without a fault',
    async (prompt) => {
      const composed = await composer.compose({ prompt, style: 'flat', seed: 1 })
      expect(composed.kind).toBe('not_understood')
    },
  )

  test('scenes, crowds, letters, charts and icons are valid in every style', async () => {
    const sights = [
      'a sailboat on the sea at sunset',
      '24 dragons',
      'database icon',
      'a snowy forest at night',
      'rain over the city',
      'flowers in a garden',
      'an underwater castle with six fish',
      'the moon in space',
      'a woman reading a book on a sofa',
      'a banner that says "Grand Opening"',
      'a pie chart of 20, 30 and 50',
      'a red hexagon inside a blue ring',
    ]
    for (const sight of sights) {
      for (const style of drawingStyleNames) {
        const parsed = checkPicture(await draw(sight, style))
        expect(parsed.tags.length, `${sight} ${style}`).toBeGreaterThan(4)
      }
    }
  })
})

test('references for other models are small drawings of what the prompt certainly names', async () => {
  const icons = await composer.findReferences({
    prompt: 'a cat on a table next to a lamp and a pirate ship',
    style: 'flat',
    seed: 1,
  })
  expect(icons.map(({ name }) => name)).toEqual(['cat', 'table', 'lamp'])
  for (const { svg } of icons) {
    expect(svg.length).toBeLessThan(2_100)
    parse(svg)
  }
})
