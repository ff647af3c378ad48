import { expect, test } from 'vitest'
import { shapeArabic } from './arabic.ts'
import type { Face } from './face.ts'
import { letterText } from './letter-text.ts'

const face = (letters: string): Face => ({
  glyphs: Object.fromEntries(
    [...letters].map((letter) => [letter, [500, `M0 0h400v-700H0z`] as [number, string]]),
  ),
  kerning: { AB: -100 },
})

test('Arabic letters take the form of their place, from right to left, and lam with alef is one', () => {
  expect(shapeArabic('مرحبا')).toEqual(['اf', 'بm', 'حi', 'رf', 'مi'])
  expect(shapeArabic('سلام')).toEqual(['م', 'لاf', 'سi'])
  expect(shapeArabic('دار')).toEqual(['ر', 'ا', 'د'])
})

test('letters follow each other by advance and kerning', () => {
  const { nodes, width } = letterText(() => face('AB'), 'AB', 'plain', '#000000')
  expect(nodes.map(({ attributes }) => attributes.transform)).toEqual([
    'translate(0 1000)',
    'translate(400 1000)',
  ])
  expect(width).toBe(900)
})

test('long texts are broken into lines of about the same length, and unknown letters are reported', () => {
  const { nodes, height, missing } = letterText(
    () => face('abcdefghijklmnopqrstuvwxyz'),
    'happy birthday dear anna漢',
    'bold',
    '#000000',
  )
  expect(height).toBeGreaterThan(2_000)
  expect(new Set(nodes.map(({ attributes }) => attributes.transform?.split(' ')[1])).size).toBeGreaterThan(1)
  expect(missing).toEqual(['漢'])
})
