import { afterAll, describe, expect, it } from 'vitest'
import { findFonts } from './fonts.ts'
import { openPngRenderer } from './index.ts'
import { nameFonts } from './name-fonts.ts'

const text = (family: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><text x="2" y="40" font-size="30" font-family="${family}">Willi fgM1</text></svg>`

describe('generic families', () => {
  const families = { serif: 'Some Serif', sansSerif: 'Some Sans', monospace: 'Some Mono' }
  const named = (family: string) => /font-family="([^"]*)"/.exec(nameFonts(text(family), families))?.[1]

  it.each([
    ['serif', "'Some Serif'"],
    ['SERIF', "'Some Serif'"],
    ['sans-serif', "'Some Sans'"],
    ['monospace', "'Some Mono'"],
    ['cursive', "'Some Sans'"],
    ['fantasy', "'Some Sans'"],
    ['system-ui', "'Some Sans'"],
    ['ui-serif', "'Some Serif'"],
    ['ui-sans-serif', "'Some Sans'"],
    ['ui-rounded', "'Some Sans'"],
    ['ui-monospace', "'Some Mono'"],
    ['Georgia, serif', "'Georgia','Some Serif'"],
    ["'Fira Code 2', Consolas, monospace", "'Fira Code 2','Consolas','Some Mono'"],
    ["'serif', monospace", "'serif','Some Mono'"],
    ["'a, serif'", "'a, serif'"],
    ['Noto Serif', "'Noto Serif'"],
    ['serifa', "'serifa'"],
    ['constructor', "'constructor'"],
  ])('%s is named %s', (family, expected) => {
    expect(named(family)).toBe(expected)
  })

  it('stay if the machine has no font for them', () => {
    expect(nameFonts(text('monospace'), {})).toBe(text("'monospace'"))
  })

  it('are not changed in text, and in other attributes', () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><text class="x font-family=" id="serif"> font-family="serif" </text></svg>'
    expect(nameFonts(svg, families)).toBe(svg)
  })
})

const { serif, sansSerif, monospace } = findFonts()
const hasSeveral = new Set([serif, sansSerif, monospace]).size === 3
if (!hasSeveral)
  process.stderr.write(
    'skipped: there are not three kinds of fonts here, generic families are not compared\n',
  )

describe.skipIf(!hasSeveral)('on a machine with fonts of each kind', () => {
  const renderer = openPngRenderer()
  afterAll(() => renderer[Symbol.asyncDispose]())
  const draw = async (family: string) =>
    Buffer.from((await renderer.renderPixels(text(family), { size: 200 })).rgba).toString('base64')

  it('a picture is drawn with the kind of font that it names', async () => {
    const [inSerif, inSansSerif, inMonospace] = [
      await draw(`'${serif}'`),
      await draw(`'${sansSerif}'`),
      await draw(`'${monospace}'`),
    ]
    expect(new Set([inSerif, inSansSerif, inMonospace]).size).toBe(3)
    expect(await draw('serif')).toBe(inSerif)
    expect(await draw('No Such Font, serif')).toBe(inSerif)
    expect(await draw('sans-serif')).toBe(inSansSerif)
    expect(await draw('monospace')).toBe(inMonospace)
    expect(await draw(`No Such Font, '${monospace}'`)).toBe(inMonospace)
    expect(await draw(`'No Such Font 2', '${monospace}', serif`)).toBe(inMonospace)
  })
})
