import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canRunBrowser } from '../../../test/harness/browser.ts'
import { launchBrowser } from '../../../test/harness/browser-path.ts'
import { color, functionalColor } from './colors.ts'
import { initial } from './computed.ts'

const percent = fc.integer({ min: 0, max: 100 }).map((value) => `${value}%`)
const number = (most: number) => fc.integer({ min: -most, max: most * 10 }).map((value) => String(value / 10))
const hue = fc.oneof(
  fc.integer({ min: -400, max: 800 }).map(String),
  fc.integer({ min: 0, max: 360 }).map((value) => `${value}deg`),
  fc.constantFrom('.25turn', '1.5rad', '50grad', 'calc(90deg * 2)'),
)
const alpha = fc.constantFrom('', ' / 50%', ' / .25', ' / none')
const notation = fc.oneof(
  fc.tuple(percent, percent, percent, alpha).map(([r, g, b, a]) => `rgb(${r} ${g} ${b}${a})`),
  fc.tuple(number(255), number(255), number(255)).map(([r, g, b]) => `rgba(${r}, ${g}, ${b}, .5)`),
  fc.tuple(hue, percent, percent, alpha).map(([h, s, l, a]) => `hsl(${h} ${s} ${l}${a})`),
  fc.tuple(hue, percent, percent, alpha).map(([h, w, b, a]) => `hwb(${h} ${w} ${b}${a})`),
  fc.tuple(percent, number(120), number(120), alpha).map(([l, a, b, o]) => `lab(${l} ${a} ${b}${o})`),
  fc.tuple(percent, number(12), hue).map(([l, c, h]) => `lch(${l} ${c} ${h})`),
  fc.tuple(percent, percent, percent).map(([l, a, b]) => `oklab(${l} ${a} ${b})`),
  fc
    .tuple(percent, percent, fc.oneof(hue, fc.constant('none')), alpha)
    .map(([l, c, h, a]) => `oklch(${l} ${c} ${h}${a})`),
  fc
    .tuple(
      fc.constantFrom(
        'srgb',
        'srgb-linear',
        'display-p3',
        'a98-rgb',
        'prophoto-rgb',
        'rec2020',
        'xyz',
        'xyz-d50',
      ),
      percent,
      percent,
      percent,
    )
    .map(([space, a, b, c]) => `color(${space} ${a} ${b} ${c})`),
  fc
    .tuple(
      fc.constantFrom('srgb', 'srgb-linear', 'oklab', 'oklch', 'hsl'),
      fc.constantFrom('red', 'rgb(0 128 255 / 40%)', '#7a3'),
      fc.constantFrom('', ' 20%', ' 75%'),
      fc.constantFrom('white', 'rebeccapurple', 'hsl(200 60% 40%)'),
    )
    .map(([space, one, share, other]) => `color-mix(in ${space}, ${one}${share}, ${other})`),
)

/** Red, green, blue and opacity, 0 to 255, of each, as a canvas of sRGB has them. */
type Paint = [number, number, number, number]

it.runIf(canRunBrowser())('colours in every notation are the same as in Chromium', async () => {
  const written = fc.sample(notation, { numRuns: 600, seed: 7 })
  const ours = written.map((value) => functionalColor(color(value, initial) ?? `none of ${value}`))
  await using browser = await launchBrowser()
  const page = await browser.newPage()
  const paints = (await page.evaluate(`((texts) => {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')
    return texts.map((text) => {
      context.clearRect(0, 0, 1, 1)
      context.fillStyle = '#123456'
      context.fillStyle = text
      context.fillRect(0, 0, 1, 1)
      return [...context.getImageData(0, 0, 1, 1).data]
    })
  })(${JSON.stringify([...written, ...ours])})`)) as Paint[]
  const wrong = written.filter((_, index) => {
    const theirs = paints[index] ?? []
    const mine = paints[index + written.length] ?? []
    // Canvases store premultiplied bytes, so nearly transparent colours have few steps.
    const steps = 1 + 256 / Math.max(1, theirs[3] ?? 0)
    return theirs.some((channel, at) => Math.abs(channel - (mine[at] ?? -1)) > steps)
  })
  expect(wrong.map((value) => [value, color(value, initial), paints[written.indexOf(value)]])).toEqual([])
})
