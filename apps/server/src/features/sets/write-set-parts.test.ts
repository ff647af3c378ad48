import { sanitizeSvg, toSprite } from '@chatsvg/svg'
import { expect, it } from 'vitest'
import { writeComponent, writeSymbol } from './write-set-parts.ts'

const picture = (file: string, idPrefix: string, body: string) => {
  const policed = sanitizeSvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`, {
    idPrefix,
  })
  if (!policed.ok) throw new Error(policed.rejection.message)
  return { file, component: 'Any', svg: policed.svg }
}

it('a sprite that is written picture by picture is the same as one of all pictures', () => {
  const pictures = [
    picture('fox', 'p0000000001-', '<path d="M0 0h9v9z" fill="#c00"/>'),
    picture(
      'owl',
      'p0000000002-',
      '<defs><g id="wing"><path d="M1 1h3"/></g></defs><use href="#wing"/><use href="#wing" x="3"/>',
    ),
    picture(
      'sun',
      'p0000000003-',
      '<radialGradient id="glow"><stop stop-color="gold"/></radialGradient><circle r="4" fill="url(#glow)"/>',
    ),
  ]
  const written = pictures.map(writeSymbol)
  const sprite = `${written[0]?.head}${written.map(({ symbol }) => symbol).join('')}</svg>`
  expect(sprite).toBe(toSprite(pictures.map(({ file, svg }) => ({ id: file, svg }))))
})

it('a component has the name of its picture', () => {
  const fox = picture('fox', 'p0000000001-', '<path d="M0 0h9v9z" fill="#c00"/>')
  expect(writeComponent({ ...fox, component: 'Fox' })).toContain('export function Fox(props')
})
