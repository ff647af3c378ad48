import { openProcessPool, ProcessError, type ProcessPoolOptions } from '../processes/index.ts'
import { inSpan } from '../traces/index.ts'
import { type Pixels, type RenderOrder, type RenderResult, rendererLimits } from './render-order.ts'

export type PngRendererOptions = Partial<Omit<ProcessPoolOptions, 'program'>>

export type PngRenderer = AsyncDisposable & {
  /**
   * The document as a PNG, on a transparent background. The buffer owns all of its memory, so caching it
   * keeps nothing else.
   *
   * @param options `size`: its longer side in pixels, 1 to 2048. `client`: for whom it is rendered; clients
   * take turns.
   * @throws ProcessError for every fault of the document; RangeError for an invalid size.
   */
  render(svg: string, options: { size: number; client?: string }): Promise<Buffer>
  /** The same as pixels, for the render check. */
  renderPixels(svg: string, options: { size: number }): Promise<Pixels>
  /**
   * The document in plain form: groups, paths in absolute segments, matrices, `#rrggbb`, and texts as paths
   * in the fonts of this machine. Effects stay.
   *
   * @throws ProcessError, also if the plain form is longer than 4 MiB.
   */
  renderPlain(svg: string, options: { client?: string }): Promise<string>
  /** Ids of the current processes. */
  readonly pids: number[]
}

/** The client of renderings that the service itself requests. */
const service = 'service'

/** Opens the renderer; no process is started yet. Disposing ends all processes and refuses waiting orders. */
export function openPngRenderer(options: PngRendererOptions = {}): PngRenderer {
  const pool = openProcessPool<RenderOrder, RenderResult>({
    program: new URL('./render-process', import.meta.url),
    processesMax: 1,
    waitingMax: 64,
    patienceMs: 10_000,
    idleMs: 30_000,
    ...rendererLimits,
    ...options,
  })

  async function run(order: RenderOrder, client = service): Promise<RenderResult> {
    if (!Number.isInteger(order.size) || order.size < 1 || order.size > rendererLimits.sizeMax)
      throw new RangeError(`a document has 1 to ${rendererLimits.sizeMax} pixels a side, not ${order.size}`)
    return inSpan({ name: `render ${order.as}`, attributes: { 'chatsvg.render.size': order.size } }, () =>
      pool.run(order, client),
    )
  }

  return {
    async render(svg, { size, client }) {
      const { png } = await run({ as: 'png', svg, size }, client)
      if (png === undefined)
        throw new ProcessError('crashed', 'the rendering process answered something else')
      return copyAlone(png)
    },
    async renderPixels(svg, { size }) {
      const { pixels } = await run({ as: 'pixels', svg, size })
      if (pixels === undefined)
        throw new ProcessError('crashed', 'the rendering process answered something else')
      return pixels
    },
    async renderPlain(svg, { client }) {
      const { plain } = await run({ as: 'plain', svg, size: 1 }, client)
      if (plain === undefined)
        throw new ProcessError('crashed', 'the rendering process answered something else')
      return plain
    },
    get pids() {
      return pool.pids
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}

/**
 * The data is a part of the process's message, and a small `Buffer.from` would be a part of a pool: both
 * would keep the rest in memory.
 */
function copyAlone(bytes: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.byteLength)
  copy.set(bytes)
  return copy
}
