/**
 * The rendering process. Started by `start-render-process.ts`; its parent sends one order at a time and kills
 * it when that takes too long.
 */
import { type RenderedImage, Resvg, type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js'
import { type FontFamilies, findFonts } from './fonts.ts'
import { nameFonts } from './name-fonts.ts'
import type { Pixels, RenderAnswer, RenderOrder, RenderProcessSettings } from './render-order.ts'
import { sizeRoot } from './size-root.ts'

const settings = JSON.parse(process.argv[2] ?? '{}') as RenderProcessSettings
const memoryWatchMs = 10
/** What is read again may not be much longer than a picture may be. */
const plainCharsMax = 4 * 1024 * 1024

let families: FontFamilies | undefined
let canDrawText: boolean | undefined

const send = (answer: RenderAnswer) => process.send?.(answer)
/** The library's threads cannot be stopped, and a normal exit would wait for them. */
const endAtOnce = () => process.kill(process.pid, 'SIGKILL')

process.on('disconnect', endAtOnce)
// Ctrl-C reaches the whole process group; the parent decides the order of shutdown.
process.on('SIGINT', () => undefined)
process.on('message', (order: RenderOrder) => {
  refuseMemory()
  const watch = setInterval(refuseMemory, memoryWatchMs)
  void render(order)
    .catch((error: unknown): RenderAnswer => ({ kind: 'unreadable', reason: String(error) }))
    .then(send)
    .finally(() => clearInterval(watch))
})
send({ kind: 'ready' })

/** A thread of the library renders, so this timer keeps running. */
function refuseMemory(): void {
  if (process.memoryUsage.rss() <= settings.memoryBytesMax) return
  process.send?.({ kind: 'out_of_memory' } satisfies RenderAnswer, endAtOnce)
}

async function render({ as, svg, size }: RenderOrder): Promise<RenderAnswer> {
  const hasText = /<text\b/.test(svg)
  const source = hasText ? nameFonts(svg, findFamilies()) : svg
  const options = { font: hasText ? systemFonts() : { loadSystemFonts: false }, logLevel: 'off' } as const
  if (as === 'plain') {
    const plain = new Resvg(source, options).toString()
    if (plain.length > plainCharsMax) return { kind: 'unreadable', reason: 'too long without its uses' }
    return { kind: 'plain', svg: plain, isLast: keepsMuch() }
  }
  const image = await renderAsync(sizeRoot(source, size), options)
  if (as === 'png') return { kind: 'png', png: image.asPng(), isLast: keepsMuch() }
  const lacksFonts = hasText && !drawsText()
  const pixels = { ...readPixels(image), bounds: boundsOf(new Resvg(source, options)), lacksFonts }
  return { kind: 'pixels', pixels, isLast: keepsMuch() }
}

const keepsMuch = () => process.memoryUsage.rss() > settings.memoryBytesMax / 2

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
