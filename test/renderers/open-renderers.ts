import { openPngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { type ChromiumRenderer, openChromiumRenderer } from './chromium.ts'
import { renderWithLibrsvg } from './librsvg.ts'
import type { Pixels } from './pixels.ts'

/** The pixels, or the reason why there are none. */
export type Rendering = { ok: true; pixels: Pixels } | { ok: false; reason: string }

export type Renderers = AsyncDisposable & {
  chromium: ChromiumRenderer
  /** As the product renders PNGs. `side`: the longer side of the result in pixels. */
  renderWithResvg(svg: string, side: number): Promise<Rendering>
  renderWithLibrsvg(svg: string, width: number, height: number): Promise<Rendering>
}

/**
 * Opens the renderers. Chromium starts at once, other processes when they are first needed.
 */
export async function openRenderers(): Promise<Renderers> {
  const resvg = openPngRenderer({ timeoutMs: 20_000 })
  const chromium = await openChromiumRenderer()
  return {
    chromium,
    renderWithResvg: (svg, side) => orReason(resvg.renderPixels(svg, { size: side })),
    renderWithLibrsvg: (svg, width, height) => orReason(renderWithLibrsvg(svg, width, height)),
    async [Symbol.asyncDispose]() {
      await chromium[Symbol.asyncDispose]()
      await resvg[Symbol.asyncDispose]()
    },
  }
}

const orReason = (pixels: Promise<Pixels>): Promise<Rendering> =>
  pixels.then(
    (pixels) => ({ ok: true, pixels }),
    (error: unknown) => ({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  )
