import { describe, expect, it } from 'vitest'
import { sanitizeSvg } from './index.ts'
import { optimizeSvgSync } from './optimize.ts'

const clean = (body: string, idPrefix?: string): string => {
  const result = sanitizeSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${body}</svg>`,
    { idPrefix },
  )
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

describe('optimisation', () => {
  it('makes paths, numbers, colours and empty groups shorter', () => {
    const before = clean(
      '<g><g/></g><path d="M 10.000001 10.000002 L 20.0000 10.0000 L 20.00 20.00 Z" fill="rgb(255,0,0)"/>',
    )
    expect(optimizeSvgSync(before)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><path d="M10 10H20V20z" fill="red"/></svg>',
    )
  })

  it.each(['gen-42-', 'g7', undefined])('keeps ids under the prefix %s, and the view box', (idPrefix) => {
    const before = clean(
      '<linearGradient id="sun"/><linearGradient id="unused"/><path d="M 0 0 L 10.00 0 L 10.0 10.0" fill="url(#sun)"/>',
      idPrefix,
    )
    const after = optimizeSvgSync(before)
    const idsOf = (svg: string) => [...svg.matchAll(/(?:id="|#)([\w-]+)/g)].map((found) => found[1])
    expect(after.length).toBeLessThanOrEqual(before.length)
    expect(idsOf(after)).toEqual(idsOf(before))
    expect(after).toContain('viewBox="0 0 100 100"')
    expect(sanitizeSvg(after, { idPrefix })).toMatchObject({ ok: true, svg: after, notes: [] })
  })

  it('keeps digits that a transform makes visible', () => {
    const after = optimizeSvgSync(
      clean('<g transform="scale(1000)"><path d="M 0.012 0.012 L 0.056 0.056 L 0.078 0.013 z"/></g>'),
    )
    expect(after).toContain('.012')
  })

  it('does nothing to what it cannot read or make smaller', () => {
    expect(optimizeSvgSync('not svg')).toBe('not svg')
    const small = clean('<g/>')
    expect(optimizeSvgSync(optimizeSvgSync(small))).toBe(optimizeSvgSync(small))
  })
})

it('gives the same through the door, which loads the library when it is first asked', async () => {
  const { optimizeSvg } = await import('./index.ts')
  const source =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 0.0000001 0 L 9.0 9.0"/></svg>'
  expect(await optimizeSvg(source)).toBe(optimizeSvgSync(source))
})
