import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { openOracles } from '../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { animateSvg, motions, sanitizeSvg } from './index.ts'

const oracles = openOracles()
afterAll(() => oracles.close())

function sanitise(source: string): string {
  const result = sanitizeSvg(source, { idPrefix: 'p-' })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
const survivors = readAttacks()
  .filter(({ rejection }) => rejection === null)
  .map(({ source }) => sanitise(source))
const samplesFolder = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(samplesFolder).map((file) =>
  sanitise(readFileSync(new URL(file, samplesFolder), 'utf8')),
)

/** The additions of the motion. The oracles treat them as styles that the author of a page wrote. */
const styleSheet = /<style>([^<]*)<\/style>/

describe.each(motions)('a picture with the motion %s', (motion) => {
  const animate = (svg: string) => animateSvg(svg, { motion, prefix: 'm1-' })

  it('has one style sheet, which is the same for every picture and refers to nothing', () => {
    const sheets = new Set([...survivors, ...samples].map((svg) => styleSheet.exec(animate(svg))?.[1]))
    expect(sheets.size).toBe(1)
    const [sheet = ''] = sheets
    expect(sheet).toContain('@media (prefers-reduced-motion:reduce)')
    expect(sheet).not.toMatch(/url|import|expression|[\\<>&"']/)
    for (const [, name = ''] of sheet.matchAll(/[.]([A-Za-z][\w-]*)|@keyframes ([\w-]+)/g))
      expect(name).toMatch(/^m1-|^$/)
  })

  it('is the picture once the policy has taken the motion out again', () => {
    const drawn = (svg: string) => sanitise(svg).replaceAll(/ pathLength="[^"]*"/g, '')
    for (const svg of samples) {
      const still = drawn(animate(svg).replace(styleSheet, ''))
      const texts = (text: string) => text.match(/<(?!g\b|\/g)[^>]*>/g)
      expect(texts(still)?.toSorted()).toEqual(texts(drawn(svg))?.toSorted())
    }
  })
})

it('an animated picture is as harmless as the picture, for every attack that gives one', () => {
  const bare = new Set<string>()
  for (const motion of motions)
    for (const svg of survivors) {
      const animated = animateSvg(svg, { motion, prefix: 'm1-' })
      expect(animated.match(/<style/g)).toHaveLength(1)
      const rest = animated
        .replace(styleSheet, '')
        .replaceAll(/ (?:class="m1-(?:part|draw)"|style="--m1-delay:[\d.]+s")/g, '')
      expect(rest.match(/<style|m1-/g)).toBeNull()
      bare.add(rest)
    }
  // Many pictures get the same additions.
  for (const rest of bare) {
    expect(oracles.findActive(rest)).toEqual([])
    expect(oracles.findImpure(rest)).toEqual([])
    expect(oracles.readAsHtml(rest)).toBe(oracles.readAsXml(rest))
  }
}, 240_000)

describe('a motion', () => {
  const wrap = (body: string) =>
    sanitise(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`)

  it('draws strokes, inherited ones too, and leaves dashes as they are', () => {
    const svg = wrap(
      '<g stroke="red"><path d="M0 0h9"/><path d="M0 0v9" stroke="none"/><path d="M0 0l9 9" stroke-dasharray="2"/></g><circle r="3"/>',
    )
    const animated = animateSvg(svg, { motion: 'draw-in', prefix: 'm-' })
    expect(animated.match(/<[^>]*class="m-draw"[^>]*>/g)).toEqual([
      '<path d="M0 0H9" class="m-draw" pathLength="1"/>',
    ])
  })

  it('does not move the ground', () => {
    const svg = wrap('<rect width="9" height="9" fill="red"/><circle cx="4" cy="4" r="2"/>')
    const parts = (motion: 'spin' | 'fade') =>
      animateSvg(svg, { motion, prefix: 'm-' }).match(/class="m-part"/g)?.length
    expect([parts('spin'), parts('fade')]).toEqual([1, 2])
  })

  it('moves parts of a group around everything, and at most forty of them', () => {
    const svg = wrap(`<g>${'<rect width="2" height="2"/>'.repeat(100)}</g>`)
    expect(animateSvg(svg, { motion: 'fade', prefix: 'm-' }).match(/class="m-part"/g)).toHaveLength(34)
  })

  it.each(['', '1-', 'a b', '"', 'a{'])('has no prefix %j', (prefix) => {
    expect(() => animateSvg(wrap('<circle r="3"/>'), { motion: 'fade', prefix })).toThrow(TypeError)
  })
})
