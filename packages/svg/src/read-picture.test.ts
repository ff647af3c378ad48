import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { listDrawnShapes, readPicture, sanitizeSvg, type ViewBox } from './index.ts'
import { serializePicture } from './serialize.ts'

const folder = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
const pictures = [...samples, ...readAttacks().map(({ source }) => source)].flatMap((source) => {
  const result = sanitizeSvg(source)
  return result.ok ? [result] : []
})
const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">${body}</svg>`
const box: ViewBox = [0, 0, 100, 50]

describe('a picture that was stored as text', () => {
  it('is read as the tree that was written, for every sample and every attack that results in one', () => {
    expect(pictures.length).toBeGreaterThan(100)
    for (const { svg, shapes, viewBox, picture } of pictures) {
      const read = readPicture(svg)
      expect(serializePicture(read)).toMatchObject({ svg, shapes })
      expect(listDrawnShapes(read, viewBox)).toEqual(listDrawnShapes(picture, viewBox))
    }
  })

  it.each([
    ['a declaration', '<?xml version="1.0"?><svg/>'],
    ['a document type', '<!DOCTYPE svg><svg/>'],
    ['an instruction', svg('<?x y?>')],
    ['an unknown element', svg('<script/>')],
    ['an unknown attribute', svg('<g onclick="1"/>')],
    ['a style of the page', svg('<g style="position:fixed"/>')],
    ['no end', '<svg><g>'],
  ])('is refused with %s', (_what, text) => {
    expect(() => readPicture(text)).toThrow(TypeError)
  })
})

describe('the shapes that a picture draws', () => {
  const shapesOf = (body: string) => listDrawnShapes(readPicture(svg(body)), box)

  it('have the paints and the stroke width that they inherit, transforms worked in', () => {
    const body =
      '<g fill="red" stroke-width="2" transform="scale(3)"><g stroke="url(#a)" transform="rotate(45)"><path d="M0 0h1"/></g><circle r="1" fill="none" transform="matrix(2 0 0 2 0 0)"/></g><use href="#b"/>'
    expect(shapesOf(body)).toMatchObject([
      { fill: 'red', stroke: 'url(#a)', strokeWidth: expect.closeTo(6), isGround: false },
      { fill: 'none', stroke: 'none', strokeWidth: 12 },
      { fill: '#000', stroke: 'none', strokeWidth: 1 },
    ])
  })

  it('are not those that are defined to be drawn elsewhere', () => {
    expect(
      shapesOf('<defs><path/></defs><symbol><path/></symbol><mask><path/></mask><text>a</text>'),
    ).toHaveLength(1)
  })

  it('distinguish the ground from the others', () => {
    const body =
      '<rect width="100%" height="50"/><rect width="100" height="48"/><rect width="100" height="40"/><rect width="60" height="50"/>'
    expect(shapesOf(body).map(({ isGround }) => isGround)).toEqual([true, true, false, false])
  })
})
