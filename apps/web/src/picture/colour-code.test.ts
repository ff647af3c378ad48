import fc from 'fast-check'
import { expect, it } from 'vitest'
import { colourCode } from './colour-code.ts'

const kindsOf = (code: string) =>
  colourCode(code).flatMap(({ text, kind }) => (kind === undefined ? [] : [`${kind} ${text}`]))

it('elements, attributes and values of an SVG have kinds', () => {
  expect(kindsOf('<svg xmlns="a"><path d="M0 0h1"/></svg>')).toEqual([
    'tag <svg',
    'attribute xmlns',
    'string "a"',
    'tag >',
    'tag <path',
    'attribute d',
    'string "M0 0h1"',
    'tag />',
    'tag </svg',
    'tag >',
  ])
})

it('a component has keywords, but no words that only contain one', () => {
  expect(kindsOf('export const important = returned')).toEqual(['keyword export', 'keyword const'])
})

it('the parts of any text are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>/="\' `a-bc!*\n{}import ') }), (code) => {
      expect(
        colourCode(code)
          .map(({ text }) => text)
          .join(''),
      ).toBe(code)
    }),
  )
})
