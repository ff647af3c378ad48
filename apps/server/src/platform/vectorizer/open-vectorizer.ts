import { openProcessPool, type ProcessPoolOptions } from '../processes/index.ts'
import { inSpan } from '../traces/index.ts'
import { checkImage, ImageError, vectorizerLimits } from './image-header.ts'
import type { VectorizeOrder, VectorizeResult } from './vectorize-order.ts'

export type VectorizeOptions = Omit<VectorizeOrder, 'image'> & { client: string }

export type Vectorizer = AsyncDisposable & {
  /**
   * Traces an image as filled shapes, on a canvas of its size in pixels. Of an animation, only the first
   * frame is traced.
   *
   * @param image PNG, JPEG or WebP.
   * @param options `client`: the client that requested it; clients take turns. `colors`: the maximum of
   * colours, 1 or more; `palette`: the only colours, as `#rrggbb`.
   * @returns SVG that is not sanitised.
   * @throws ImageError for a file of another type, a file that is too large, or an image without anything to
   * see; ProcessError for other faults of the image.
   */
  vectorize(image: Uint8Array, options: VectorizeOptions): Promise<string>
  /** Ids of the current processes. */
  readonly pids: number[]
}

/** Opens the vectorizer; no process is started yet. Disposing ends all of them and refuses waiting orders. */
export function openVectorizer(options: Partial<Omit<ProcessPoolOptions, 'program'>> = {}): Vectorizer {
  const { timeoutMs, memoryBytesMax } = vectorizerLimits
  const pool = openProcessPool<VectorizeOrder, VectorizeResult>({
    program: new URL('./vectorize-process', import.meta.url),
    processesMax: 1,
    waitingMax: 16,
    patienceMs: 60_000,
    idleMs: 30_000,
    timeoutMs,
    memoryBytesMax,
    ...options,
  })
  return {
    async vectorize(image, { client, ...options }) {
      const { width, height } = checkImage(image)
      const { svg } = await inSpan(
        { name: 'vectorize', attributes: { 'chatsvg.image.pixels': width * height } },
        () => pool.run({ image, ...options }, client),
      )
      if (!svg.includes('<path')) throw new ImageError('blank', 'nothing of the image can be seen')
      return svg
    },
    get pids() {
      return pool.pids
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}
