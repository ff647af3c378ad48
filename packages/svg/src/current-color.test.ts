import { expect, it } from 'vitest'
import { sanitizeSvg, toCurrentColor } from './index.ts'

function convert(body: string): string | null {
  const source = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`
  const result = sanitizeSvg(source, { idPrefix: 'p-' })
  if (!result.ok) throw new Error(result.rejection.message)
  const svg = toCurrentColor(result.svg)
  if (svg !== null) expect(sanitizeSvg(svg, { idPrefix: 'p-' })).toMatchObject({ ok: true, svg })
  return svg
}

it.each([
  [
    'one colour, in two notations',
    '<path d="M0 0h9v9" fill="red"/><path d="M0 9h9" stroke="#ff0000" fill="none"/>',
  ],
  ['the black that nobody wrote', '<path d="M0 0h9v9"/>'],
  ['written and unwritten black', '<path d="M0 0h9v9"/><path d="M0 0h9v9" stroke="#000" fill="none"/>'],
  [
    'one colour with opacities',
    '<path d="M0 0h9v9" fill="navy" fill-opacity=".5"/><path d="M0 0h3v3" fill="navy" opacity=".2"/>',
  ],
  [
    'a mask in white',
    '<mask id="m"><rect width="9" height="9" fill="#fff"/></mask><path d="M0 0h9v9" fill="navy" mask="url(#m)"/>',
  ],
])('a picture of %s becomes one of the text’s colour', (_what, body) => {
  const svg = convert(body) ?? ''
  expect(svg).toContain('currentColor')
  expect(svg.replace(/<mask.*<\/mask>/, '')).not.toMatch(/(?:fill|stroke)="(?!currentColor|none)/)
})

it.each([
  ['two colours', '<path d="M0 0h9v9" fill="red"/><path d="M0 0h3v3" fill="#00f"/>'],
  ['a colour and the unwritten black', '<path d="M0 0h9v9" fill="red"/><path d="M0 0h3v3"/>'],
  [
    'a gradient of two colours',
    '<linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient><path d="M0 0h9v9" fill="url(#a)"/>',
  ],
  ['no colour', '<path d="M0 0h9v9" fill="none"/>'],
])('a picture of %s stays', (_what, body) => {
  expect(convert(body)).toBeNull()
})
