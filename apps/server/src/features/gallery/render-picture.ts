import { LRUCache } from 'lru-cache'
import { AppError } from '../../platform/errors/index.ts'
import { type PngRenderer, rendererLimits } from '../../platform/png/index.ts'
import { ProcessError } from '../../platform/processes/index.ts'
import { galleryErrors, rendererBusy } from './errors.ts'

export type RenderPng = PngRenderer['render']

/** `client`: for whom the picture is rendered; clients take turns. */
export type RenderedPicture = (
  picture: { id: string; svg: string },
  size: number,
  client: string,
) => Promise<Buffer>

const usualSize = 512
const exactSizeMax = 64
const sizeStep = 4
const cacheBytesMax = 32 * 1024 * 1024
/**
 * The memory of a cached PNG besides its bytes: the key, the entry, the buffer and the allocator's overhead.
 * Measured: a PNG of 64 bytes takes 1.36 KB of resident memory on Node 20.
 */
const entryBytes = 1_300
/** How long a picture that could not be rendered is not tried again. */
const refusedMs = 60_000
const retryAfterSeconds = '2'

/**
 * PNGs of pictures, cached in memory by picture and size: a picture never changes. Requests for the same PNG
 * share one rendering, and a picture that cannot be rendered does not occupy the renderer for every request.
 *
 * @throws AppError `svg_not_renderable`; `service_unavailable` when too many pictures are waiting.
 */
export function createPictureRenderer(renderPng: RenderPng): RenderedPicture {
  const kept = new LRUCache<string, Buffer>({
    maxSize: cacheBytesMax,
    // A buffer may be a view of a larger one, which would stay in memory.
    sizeCalculation: (png) => png.buffer.byteLength + entryBytes,
  })
  const refused = new LRUCache<string, ProcessError>({ max: 1_000, ttl: refusedMs })
  const running = new Map<string, Promise<Buffer>>()

  async function render(key: string, svg: string, size: number, client: string): Promise<Buffer> {
    try {
      const png = await renderPng(svg, { size, client })
      kept.set(key, png)
      return png
    } catch (error) {
      if (error instanceof ProcessError && error.isAboutInput) refused.set(key, error)
      throw error
    } finally {
      running.delete(key)
    }
  }

  return async ({ id, svg }, size, client) => {
    const key = `${id} ${size}`
    const png = kept.get(key)
    if (png) return png
    const refusal = refused.get(key)
    if (refusal) throw explainRenderError(refusal)
    const rendering = running.get(key) ?? render(key, svg, size, client)
    running.set(key, rendering)
    return rendering.catch((error: unknown) => {
      throw error instanceof ProcessError ? explainRenderError(error) : error
    })
  }
}

/** Renders in the default size; undefined if the picture cannot be rendered or the renderer is busy. */
export async function renderOrNone(
  render: RenderPng,
  svg: string,
  client: string,
): Promise<Buffer | undefined> {
  try {
    return await render(svg, { size: usualSize, client })
  } catch (error) {
    if (error instanceof ProcessError) return undefined
    throw error
  }
}

/**
 * The size that is rendered: above 64 pixels the next multiple of 4, so that a picture has hundreds of
 * possible PNGs and not thousands.
 *
 * @throws AppError `invalid_size`
 */
export function readSize(size: string | undefined): number {
  if (size === undefined) return usualSize
  const value = /^\d{1,4}$/.test(size) ? Number(size) : 0
  if (value >= 1 && value <= rendererLimits.sizeMax)
    return value <= exactSizeMax ? value : Math.ceil(value / sizeStep) * sizeStep
  throw new AppError(galleryErrors.invalid_size)
}

/** @returns the error that the client receives. */
export function explainRenderError(cause: ProcessError): AppError {
  if (!cause.isAboutInput)
    return new AppError(rendererBusy, {
      cause,
      headers: { 'retry-after': retryAfterSeconds },
    })
  return new AppError(galleryErrors.svg_not_renderable, { cause })
}
