import { readdir, readFile } from 'node:fs/promises'
import { sanitizeSvg, toComponent } from '@chatsvg/svg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { compareAcrossRenderers, compareSameRenderer } from './compare-renderings.ts'
import { canRunLibrsvg } from './librsvg.ts'
import { openRenderers, type Renderers } from './open-renderers.ts'
import type { Pixels } from './pixels.ts'

/** The expected result of each case is what Chromium shows of its source. */
const looks: Record<string, string> = {
  'bidi-attribute': '"fed cba", and no difference between attribute and style',
  'calc-and-display-p3': 'two red bars, 80 wide',
  'cap-unit': 'a rect of three cap heights',
  'clip-shape': 'a red disc',
  'colour-fractions': '#01800e',
  'curve-overshoots': 'a line from x 25 to 75',
  'entity-fill': 'a red square',
  'font-shorthand-small': 'bold, large, with serifs',
  'generic-fonts': 'a monospace and a serif font',
  'hsl-deg': 'a red disc over a blue triangle',
  'id-kept-unprefixed': 'a black square',
  'id-of-another-picture-attacker': 'a black square',
  'id-of-another-picture-victim': 'a lime square',
  'kernel-20': 'a blurred red square',
  'keyword-in-capitals': 'a triangle',
  'mask-in-pattern-painted-group': 'red stripes',
  'mask-twice': 'masked twice',
  'media-screen': 'red',
  media: 'red',
  'nth-child': 'the rect is the second child: red',
  oklch: 'a red disc over a blue triangle',
  'opacity-twice': 'opacity .16',
  'origin-in-group': 'turned about its own origin, then scaled',
  'origin-of-petals': 'four petals around 50 50',
  'relative-size-in-group': 'text 40 px high',
  'rgb-slash': 'a shadow of 15 % black',
  'root-background': 'navy ground',
  'root-display-inherit': 'a black square',
  'root-em': '160 px a side',
  'root-width-only': '300 x 150 px',
  'rotate-turn': 'turned by 36 degrees',
  'selector-list': ':hover voids neither the list nor the rule',
  selectors: ':nth-child, :not, letters beyond ASCII',
  'style-type': 'red',
  'text-transform': 'ABC',
  'translate-property': 'moved by 30 10',
  'unicode-class': 'red',
  'variable-of-the-root': 'red',
  variables: 'var() with and without its fallback',
  'width-alone': '512 px a side',
}

const KERNEL = 'Chromium leaves a kernel this large out'
/** What a renderer cannot draw in any notation, and why. */
const beyond: Record<string, { resvg?: string; librsvg?: string }> = {
  'bidi-attribute': { resvg: 'it has no unicode-bidi' },
  'curve-overshoots': { librsvg: 'it ends a stroke a little before the cusp of its curve' },
  'kernel-20': { resvg: KERNEL, librsvg: KERNEL },
  'text-transform': { librsvg: 'its letters are hinted at another size' },
}

const folder = new URL('../corpus/cases/', import.meta.url)
const read = (name: string) => readFile(new URL(`${name}.svg`, folder), 'utf8')
const sideMax = 512

async function store(name: string): Promise<string> {
  const result = sanitizeSvg(await read(name))
  if (!result.ok) throw new Error(`${name} was refused: ${result.rejection.message}`)
  return result.svg
}

it('has an expected value for every case', async () => {
  const others = ['root-size-in-em', 'path-with-rest']
  const names = (await readdir(folder)).map((file) => file.replace(/\.svg$/, ''))
  expect(names.sort()).toEqual([...Object.keys(looks), ...others].sort())
})

describe.runIf(canRunBrowser())('a picture', () => {
  let renderers: Renderers
  beforeAll(async () => {
    renderers = await openRenderers()
  })
  afterAll(() => renderers[Symbol.asyncDispose]())

  /** In its natural size, because scaling moves the text of a picture without a size by a part of a pixel. */
  const show = async (svg: string) => {
    const [image] = await renderers.chromium.renderImages([{ svg, sizing: { sideMax } }])
    if (!image?.ok) throw new Error(image?.reason)
    return image
  }
  const hasInk = ({ rgba }: Pixels) => rgba.some((byte) => byte > 0)

  it.each(Object.entries(looks))('%s looks like its source in Chromium: %s', async (name) => {
    const [before, after] = [await show(await read(name)), await show(await store(name))]
    expect(hasInk(before.pixels)).toBe(true)
    expect(after.natural).toEqual(before.natural)
    expect(compareSameRenderer(before.pixels, after.pixels).verdict).not.toBe('different')
  })

  it.each(Object.keys(looks).filter((name) => !beyond[name]?.resvg))(
    '%s looks in resvg as its source in Chromium',
    async (name) => {
      const svg = await store(name)
      const { pixels } = await show(await read(name))
      const rendered = await renderers.renderWithResvg(svg, Math.max(pixels.width, pixels.height))
      if (!rendered.ok) throw new Error(rendered.reason)
      expect(compareAcrossRenderers(svg, pixels, rendered.pixels).verdict).not.toBe('different')
    },
  )

  const librsvg = canRunLibrsvg() ? Object.keys(looks).filter((name) => !beyond[name]?.librsvg) : []
  it.each(librsvg)('%s looks in librsvg like its source in Chromium', async (name) => {
    const svg = await store(name)
    const { pixels } = await show(await read(name))
    const rendered = await renderers.renderWithLibrsvg(svg, pixels.width, pixels.height)
    if (!rendered.ok) throw new Error(rendered.reason)
    expect(compareAcrossRenderers(svg, pixels, rendered.pixels).verdict).not.toBe('different')
  })

  it('as a PNG has the proportions of its size in CSS pixels', async () => {
    const rendered = await renderers.renderWithResvg(await store('width-alone'), 256)
    expect(rendered).toMatchObject({ ok: true, pixels: { width: 256, height: 256 } })
  })
})

describe('the output', () => {
  const sanitise = (source: string, idPrefix?: string) => {
    const result = sanitizeSvg(source, { idPrefix })
    if (!result.ok) throw new Error(result.rejection.message)
    return result.svg
  }
  const idsOf = (svg: string) => [...svg.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)

  it('has only prefixed ids, also for ids that look prefixed', async () => {
    const [kept, attacker, victim] = await Promise.all([
      store('id-kept-unprefixed'),
      store('id-of-another-picture-attacker'),
      store('id-of-another-picture-victim'),
    ])
    expect(idsOf(kept)).not.toContain('settings-panel')
    expect(idsOf(victim)).toHaveLength(1)
    for (const id of idsOf(attacker)) expect(idsOf(victim)).not.toContain(id)
    expect(idsOf(attacker)).not.toContain('s0bvxjqr-g')
  })

  it('has a root with a bounded size in every unit, and no display on it', async () => {
    const [root = ''] = /<svg\b[^>]*>/.exec(await store('root-size-in-em')) ?? []
    const sides = [...root.matchAll(/\s(?:width|height)="([^"]*)"/g)].map(([, value]) => value)
    expect(sides).toHaveLength(2)
    for (const value of sides) expect(Number(value)).toBeLessThanOrEqual(4096)
    expect(await store('root-display-inherit')).not.toMatch(/<svg\b[^>]*\sdisplay=/)
  })

  it.each(['path-with-rest', ...Object.keys(looks)])(
    '%s is the same when it is sanitised again',
    async (name) => {
      const once = sanitise(await read(name), 'p-')
      expect(sanitise(once, 'p-')).toBe(once)
    },
  )

  it('has the right colour for fractional channels', async () => {
    expect(await store('colour-fractions')).toMatch(/fill="#01800e"/i)
  })

  it('has keywords as React’s types have them', async () => {
    expect(toComponent(await store('keyword-in-capitals'), { name: 'Sample', form: 'tsx' })).toContain(
      'fillRule="evenodd"',
    )
  })
})
