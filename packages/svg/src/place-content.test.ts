import { expect, it } from 'vitest'
import { placeContent, sanitizeSvg } from './index.ts'

const idPrefix = 'p-'
function sanitised(source: string): string {
  const result = sanitizeSvg(source, { idPrefix })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
const picture = sanitised(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><title>A fox</title>
   <defs><linearGradient id="a"><stop stop-color="red"/></linearGradient></defs>
   <g stroke="#111" stroke-width="6" transform="scale(2)"><path d="M5 5h20v20z" fill="url(#a)"/><circle cx="30" cy="30" r="9" stroke="none"/></g></svg>`,
)

it('scales and moves all that is drawn, and nothing else', () => {
  const placed = placeContent(picture, { scale: 0.5, x: 10, y: 20 })
  expect(placed).toContain('<title>A fox</title>')
  expect(placed).toMatch(/<g transform="translate\(10 20\) scale\(0?\.5\)">.*<path/s)
  expect(placed.indexOf('<linearGradient')).toBeLessThan(placed.indexOf('<g transform="translate'))
  const again = sanitised(placed)
  expect(sanitised(again)).toBe(again)
})

it('gives every stroke the width, through all transforms, and none to what has no stroke', () => {
  const placed = placeContent(picture, { scale: 0.5, x: 0, y: 0, strokeWidth: 3 })
  // 3 on the canvas is 6 before the scaling by half, and 3 within the group that is twice as large.
  expect(placed).toMatch(/<path[^>]* stroke-width="3"/)
  expect(placed).not.toMatch(/<circle[^>]* stroke-width/)
})

it('refuses a text that the policy would not write', () => {
  expect(() => placeContent('<svg><script/></svg>', { scale: 1, x: 0, y: 0 })).toThrow(TypeError)
})
