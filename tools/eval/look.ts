import { type SanitizedSvg, showSurroundings } from '@chatsvg/svg'
import type { PngRenderer } from '../../apps/server/src/platform/png/index.ts'

/** Pixels with their visible colours: RGBA, not premultiplied. */
export type Looks = { blank: boolean; clipped: boolean; pixels: Uint8Array }

type Sanitised = Extract<SanitizedSvg, { ok: true }>
type Picture = { width: number; height: number; pixels: Uint8Array }

const sizePx = 128
/** Share of the canvas that must differ from its most frequent colour. */
const drawnMin = 0.004
/** Share of the drawing that may lie outside the canvas. */
const outsideMax = 0.04
/** Share of opaque outermost pixels from which on there is a background, which may reach over the edge. */
const backgroundEdgeMin = 0.9

/**
 * Renders a sanitised picture and checks it; undefined if it cannot be rendered, or not without fonts for its
 * text.
 */
export async function lookAt(renderer: PngRenderer, sanitised: Sanitised): Promise<Looks | undefined> {
  const picture = await render(renderer, sanitised.svg, sizePx)
  if (!picture) return undefined
  const { pixels } = picture
  return { pixels, blank: isBlank(pixels), clipped: await isClipped(renderer, sanitised, picture) }
}

async function render(renderer: PngRenderer, svg: string, size: number): Promise<Picture | undefined> {
  const drawn = await renderer.renderPixels(svg, { size }).catch(() => undefined)
  if (!drawn || drawn.lacksFonts) return undefined
  return { width: drawn.width, height: drawn.height, pixels: unmultiply(drawn.rgba) }
}

function isBlank(pixels: Uint8Array): boolean {
  const counts = new Map<number, number>()
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return words.length - Math.max(...counts.values()) < words.length * drawnMin
}

/**
 * Renders the picture with a margin of its own size around it, and compares what lies outside its canvas with
 * the whole.
 */
async function isClipped(renderer: PngRenderer, sanitised: Sanitised, picture: Picture): Promise<boolean> {
  if (edgeOpacity(picture) >= backgroundEdgeMin) return false
  const roomy = showSurroundings(sanitised.picture, sanitised.viewBox, 2)
  const shown = await render(renderer, roomy, sizePx)
  if (!shown) return false
  let inside = 0
  let outside = 0
  for (let at = 0; at < shown.width * shown.height; at += 1) {
    if ((shown.pixels[at * 4 + 3] ?? 0) < 64) continue
    const [column, row] = [(at % shown.width) / shown.width, Math.floor(at / shown.width) / shown.height]
    if ([column, row].every((place) => place >= 0.25 && place < 0.75)) inside += 1
    else outside += 1
  }
  return outside > (inside + outside) * outsideMax
}

function edgeOpacity({ width, height, pixels }: Picture): number {
  let opaque = 0
  let edge = 0
  for (let at = 0; at < width * height; at += 1) {
    const [column, row] = [at % width, Math.floor(at / width)]
    if (column > 0 && column < width - 1 && row > 0 && row < height - 1) continue
    edge += 1
    if ((pixels[at * 4 + 3] ?? 0) > 200) opaque += 1
  }
  return opaque / edge
}

function unmultiply(pixels: Uint8Array): Uint8Array {
  const plain = new Uint8Array(pixels)
  for (let at = 0; at < plain.length; at += 4) {
    const alpha = plain[at + 3] ?? 0
    if (alpha === 0 || alpha === 255) continue
    for (let channel = at; channel < at + 3; channel += 1)
      plain[channel] = Math.min(255, Math.round(((plain[channel] ?? 0) * 255) / alpha))
  }
  return plain
}
