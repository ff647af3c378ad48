/** The program of a rendering process. */
import { type RenderedImage, Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js'
import { serveOrders } from '../processes/index.ts'
import { type FontFamilies, findFonts } from './fonts.ts'
import { hasLayers, leaveOutDistant } from './leave-out-distant.ts'
import { nameFonts } from './name-fonts.ts'
import type { Pixels, RenderOrder, RenderResult } from './render-order.ts'
import { sizeRoot } from './size-root.ts'

/** The plain form is parsed again, so it may not be much longer than a document may be. */
const plainCharsMax = 4 * 1024 * 1024
let families: FontFamilies | undefined
let canDrawText: boolean | undefined

serveOrders(render)

/** A thread of the library renders, so the timer that measures memory keeps running. */
async function render({ as, svg, size }: RenderOrder): Promise<RenderResult> {
  const hasText = /<text\b/.test(svg)
  const source = hasText ? nameFonts(svg, findFamilies()) : svg
  const options = { font: hasText ? systemFonts() : { loadSystemFonts: false }, logLevel: 'off' } as const
  if (as === 'plain') {
    const plain = new Resvg(source, options).toString()
    if (plain.length > plainCharsMax) throw new Error('too long without its uses')
    return { plain }
  }
  const sized = sizeRoot(source, size)
  const plain = hasLayers(sized) ? new Resvg(sized, options).toString() : ''
  const isPlain = plain !== '' && plain.length <= plainCharsMax
  const image = await renderAsync(isPlain ? leaveOutDistant(plain) : sized, options)
  if (as === 'png') return { png: image.asPng() }
  const lacksFonts = hasText && !drawsText()
  return { pixels: { ...readPixels(image), bounds: boundsOf(new Resvg(source, options)), lacksFonts } }
}

function readPixels(image: RenderedImage): Pick<Pixels, 'width' | 'height' | 'rgba'> {
  return { width: image.width, height: image.height, rgba: image.pixels }
}

function boundsOf(document: Resvg): Pixels['bounds'] {
  const box = document.getBBox()
  return box ? { x: box.x, y: box.y, width: box.width, height: box.height } : null
}

function findFamilies(): FontFamilies {
  families ??= findFonts()
  return families
}

/**
 * The fallback font of a document that names only missing families, which are mostly the sans-serif ones of
 * Windows and macOS.
 */
function systemFonts(): NonNullable<ResvgRenderOptions['font']> {
  const { sansSerif } = findFamilies()
  return { loadSystemFonts: true, ...(sansSerif && { defaultFontFamily: sansSerif }) }
}

function drawsText(): boolean {
  if (canDrawText !== undefined) return canDrawText
  const probe =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><text y="18" font-size="20">M</text></svg>'
  canDrawText = new Resvg(probe, { font: systemFonts(), logLevel: 'off' })
    .render()
    .pixels.some((byte) => byte > 0)
  return canDrawText
}
