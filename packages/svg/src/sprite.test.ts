import { expect, it } from 'vitest'
import { sanitizeSvg, toSprite } from './index.ts'

function picture(idPrefix: string, inside: string): string {
  const source = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" fill="#123456">${inside}</svg>`
  const result = sanitizeSvg(source, { idPrefix })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

it('holds a symbol for each picture, which keeps its paint and its references', () => {
  const clipped = '<clipPath id="a"><circle r="4"/></clipPath><path clip-path="url(#a)" d="M0 0h9v9z"/>'
  const sprite = toSprite([
    { id: 'fox', svg: picture('p-', clipped) },
    { id: 'owl', svg: picture('q-', clipped) },
  ])
  expect(sprite).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"><symbol id="fox"/)
  expect(sprite).not.toMatch(/width=|height=/)
  expect(sprite.match(/<symbol [^>]*viewBox="0 0 9 9"/g)).toHaveLength(2)
  expect(sprite.match(/<symbol [^>]*fill="#123456"/g)).toHaveLength(2)
  for (const prefix of ['p-', 'q-']) {
    const id = new RegExp(`<clipPath id="(${prefix}[^"]+)"`).exec(sprite)?.[1]
    expect(sprite).toContain(`url(#${id})`)
  }
  expect(sanitizeSvg(sprite)).toMatchObject({ ok: true })
})

it('refuses an id that could close its attribute', () => {
  for (const id of ['', '1', 'a b', 'a"><script>'])
    expect(() => toSprite([{ id, svg: picture('p-', '') }])).toThrow(TypeError)
})
