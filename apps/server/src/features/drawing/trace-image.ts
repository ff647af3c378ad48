import type { PictureOptions, SvgStyle } from '../../models/index.ts'
import { ProcessError } from '../../platform/processes/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { inSpan } from '../../platform/traces/index.ts'
import { ImageError, type Vectorizer } from '../../platform/vectorizer/index.ts'
import { assertRenderable, type RenderPixels } from './check-look.ts'
import type { DrawingListener } from './draw-picture.ts'
import { UntraceableError, UnusablePictureError } from './drawing-errors.ts'
import { idPrefixOf } from './id-prefix.ts'
import { finishAnswerTask } from './thread-tasks.ts'

/** `id` is the id of the job, `prompt` the title of the picture. */
export type ImageToTrace = Required<Pick<PictureOptions, 'trace'>> &
  Pick<PictureOptions, 'palette'> & {
    id: string
    userId: string
    prompt: string
    style: string
    image: Uint8Array
  }

export type TraceImageDeps = {
  vectorizer: Vectorizer
  runTask: ThreadPool['run']
  renderPixels: RenderPixels
}

/**
 * Traces an image as a picture of filled shapes.
 *
 * @returns the picture, as the policy writes it.
 * @throws UntraceableError for every fault of the image; ProcessError `busy`; the signal's reason.
 */
export async function traceImage(
  { vectorizer, runTask, renderPixels }: TraceImageDeps,
  { id, userId, prompt, style, image, trace, palette }: ImageToTrace,
  listener: Pick<DrawingListener, 'onProgress'>,
  signal: AbortSignal,
): Promise<string> {
  const { detail, colors } = trace
  const choice = palette ? { palette } : colors !== undefined ? { colors } : {}
  try {
    const tracing = vectorizer.vectorize(image, { detail, client: userId, ...choice })
    const traced = await unlessAborted(tracing, signal)
    listener.onProgress(tracedPercent)
    const request = { prompt, style: style as SvgStyle }
    const finished = await inSpan({ name: 'finish answer' }, () =>
      runTask(finishAnswerTask, { answer: traced, idPrefix: idPrefixOf(id), findsFault: false, request }),
    )
    if (!finished.ok) throw new UntraceableError(finished.problem)
    if (finished.toLookAt)
      await inSpan({ name: 'look at picture' }, () => assertRenderable(renderPixels, finished.svg))
    return finished.svg
  } catch (error) {
    const isAboutImage =
      error instanceof ImageError ||
      error instanceof UnusablePictureError ||
      (error instanceof ProcessError && error.isAboutInput)
    if (!isAboutImage) throw error
    const isBlank = error instanceof ImageError && error.kind === 'blank'
    throw new UntraceableError(error.message, { isBlank })
  }
}

const tracedPercent = 80

/**
 * The result of some work, or the signal's reason as soon as it aborts. Tracing may take minutes, and after
 * an abort the worker must not wait for it. The work itself continues.
 */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
