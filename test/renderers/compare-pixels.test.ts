import { deflateSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { compareAcrossRenderers, compareSameRenderer } from './compare-renderings.ts'
import { premultiply } from './pixels.ts'
import { readPng } from './read-png.ts'

const draw = (body: string, width = 200) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${body}</svg>`
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render()
  return { width: image.width, height: image.height, rgba: new Uint8Array(image.pixels) }
}
const disc = (x: number, fill = 'red') => draw(`<circle cx="${x}" cy="50" r="40" fill="${fill}"/>`)

describe('two pictures of one renderer', () => {
  it('are the same, or within 1 of 255', () => {
    expect(compareSameRenderer(disc(50), disc(50)).verdict).toBe('same')
    expect(compareSameRenderer(disc(50, '#808080'), disc(50, '#817f80')).verdict).toBe('rounding')
  })

  it('may differ at edges, as by rounded numbers', () => {
    expect(compareSameRenderer(disc(50), disc(50.02)).verdict).toBe('tolerated')
  })

  it.each([
    ['moved', disc(51)],
    ['of another colour', disc(50, '#e00')],
    ['gone', draw('')],
    ['of another size', draw('<circle cx="50" cy="50" r="40" fill="red"/>', 100)],
    [
      'with something more, which is small',
      draw('<circle cx="50" cy="50" r="40" fill="red"/><path d="M0 0h2v2z"/>'),
    ],
  ])('differ when the shape is %s', (_how, other) => {
    expect(compareSameRenderer(disc(50), other).verdict).toBe('different')
    expect(compareSameRenderer(other, disc(50)).verdict).toBe('different')
  })
})

describe('pictures of two renderers', () => {
  it('may have edges and hairlines shifted by a part of a pixel', () => {
    const line = (y: number) => draw(`<path d="M0 ${y}h100" stroke="#000" stroke-width=".4"/>`)
    expect(compareAcrossRenderers('', disc(50), disc(50.2)).verdict).toBe('tolerated')
    expect(compareAcrossRenderers('', line(50), line(50.3)).verdict).toBe('tolerated')
  })

  it('differ when something small is missing, also beside text', () => {
    const [one, other] = [
      disc(50),
      draw('<circle cx="50" cy="50" r="40" fill="red"/><path d="M2 2h9v9h-9z"/>'),
    ]
    expect(compareAcrossRenderers('', one, other).verdict).toBe('different')
    expect(compareAcrossRenderers('<text>', one, other).verdict).toBe('different')
  })
})

describe('a PNG', () => {
  const opaque = '<path d="M0 0h100v100H0z" fill="#fff"/>'
  it.each([
    [
      'with opacity',
      '<circle cx="50" cy="50" r="40" fill="red" opacity=".5"/><path d="M0 0L100 60" stroke="#123"/>',
    ],
    ['without', `${opaque}<circle cx="50" cy="50" r="40" fill="tomato"/>`],
  ])('%s is read to the pixels that were written', (_what, body) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${body}</svg>`
    const image = new Resvg(svg).render()
    const read = readPng(Buffer.from(image.asPng()))
    expect(
      compareSameRenderer(read, { ...read, rgba: new Uint8Array(image.pixels) }).worst,
    ).toBeLessThanOrEqual(1)
  })

  it('is refused when it has another format, or is no PNG', () => {
    const palette = Buffer.from(
      new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').render().asPng(),
    )
    palette[25] = 3
    expect(() => readPng(palette)).toThrow('kind')
    expect(() => readPng(deflateSync(Buffer.alloc(99)))).toThrow('no PNG')
  })
})

it('has colours that are multiplied by their opacity', () => {
  expect([...premultiply(new Uint8Array([255, 128, 0, 128, 9, 9, 9, 0, 7, 7, 7, 255]))]).toEqual([
    128, 64, 0, 128, 0, 0, 0, 0, 7, 7, 7, 255,
  ])
})
