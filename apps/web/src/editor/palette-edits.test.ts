import { applyEdits, listColors, sanitizeSvg } from '@chatsvg/svg'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assignColors, paletteEdits } from './palette-edits.ts'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

it('dark colours stay dark, and each goes to a near one', () => {
  const palette = ['#ffffff', '#102030', '#d02020', '#e0c020']
  expect([...assignColors(['#f0e8d8', '#b5341d', '#000000'], palette)]).toEqual([
    ['#f0e8d8', '#ffffff'],
    ['#b5341d', '#d02020'],
    ['#000000', '#102030'],
  ])
})

it('different colours stay different if the palette has enough, else all of it is used', () => {
  const lists = fc.uniqueArray(hex, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(lists, lists, (colors, palette) => {
      const assigned = assignColors(colors, palette)
      expect([...assigned.keys()].toSorted()).toEqual(colors.toSorted())
      expect(new Set(assigned.values()).size).toBe(Math.min(colors.length, palette.length))
    }),
  )
})

/** Far enough from each other that edits can tell them apart. */
const distinct = fc.uniqueArray(
  fc
    .tuple(fc.nat(63), fc.nat(63), fc.nat(63))
    .map((channels) => `#${channels.map((value) => (value * 4).toString(16).padStart(2, '0')).join('')}`),
  { minLength: 1, maxLength: 8 },
)

it('the edits replace all colours at once, also where a palette has colours of the picture', () => {
  fc.assert(
    fc.property(distinct, distinct, fc.boolean(), (colors, others, isMixed) => {
      const palette = isMixed ? [...new Set([...others, ...colors])].slice(0, 12) : others
      const picture = sanitizeSvg(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 10">${colors
          .map((fill, at) => `<rect x="${at * 10}" width="${9 - at / 2}" height="9" fill="${fill}"/>`)
          .join('')}</svg>`,
      )
      if (!picture.ok) throw new Error('no picture')
      const listed = listColors(picture.svg).map(({ color }) => color)
      const { svg } = applyEdits(picture.svg, paletteEdits(listed, palette))
      const wanted = assignColors(listed, palette)
      expect(
        listColors(svg)
          .map(({ color }) => color)
          .toSorted(),
      ).toEqual([...new Set(wanted.values())].toSorted())
    }),
  )
})

it('every edit finds its colour, in pictures of all kinds', () => {
  const samples = import.meta.glob<string>('../../../../test/corpus/samples/*.svg', {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  let edited = 0
  for (const [file, source] of Object.entries(samples)) {
    const picture = sanitizeSvg(source)
    if (!picture.ok) continue
    const edits = paletteEdits(
      listColors(picture.svg).map(({ color }) => color),
      ['#101820', '#d9442b', '#f2c14e', '#faf7f1'],
    )
    const { outcomes } = applyEdits(picture.svg, edits)
    expect(
      outcomes.filter(({ done }) => !done),
      file,
    ).toEqual([])
    edited += edits.length
  }
  expect(edited).toBeGreaterThan(50)
})

it('colours that edits cannot tell apart are replaced once', () => {
  const edits = paletteEdits(['#000000', '#010101', '#ffffff'], ['#ffffff', '#000000'])
  expect(edits).toEqual([])
  expect(paletteEdits(['#000000', '#ffffff'], ['#ff0000', '#00ff00'])).toEqual([
    { op: 'recolor', from: '#ffffff', to: '#00ff00' },
    { op: 'recolor', from: '#000000', to: '#ff0000' },
  ])
})
