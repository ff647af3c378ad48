import type { SvgModel } from '../../models/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import type { Vectorizer } from '../../platform/vectorizer/index.ts'
import { changePicture, type PictureToChange } from './change-picture.ts'
import type { RenderPixels } from './check-look.ts'
import { type DrawingListener, drawPicture, type PictureToDraw } from './draw-picture.ts'
import { reachFailpoint } from './failpoints.ts'
import { type ImageToTrace, traceImage } from './trace-image.ts'
import { createVendorBreaker, type VendorBreakerOptions } from './vendor-breaker.ts'

export type DrawingDeps = {
  /** Runs CPU work in a thread. */
  runTask: ThreadPool['run']
  /** The same, in a pool for edits alone, so that costly ones do not delay other users' pictures. */
  runEdits: ThreadPool['run']
  renderPixels: RenderPixels
  vectorizer: Vectorizer
  log: Log
}

export type Drawing = {
  /**
   * Draws one picture with one model.
   *
   * @returns the text of a picture that the policy accepts and that shows something.
   * @throws VendorDownError when the model's vendor has failed several times in a row and is not called for a
   * while; UnusablePictureError when no answer was a usable picture; ModelError; the signal's reason.
   */
  draw(
    model: SvgModel,
    picture: PictureToDraw,
    listener: DrawingListener & { onStart: () => void },
    signal: AbortSignal,
  ): Promise<string>
  /**
   * Changes a stored picture with one model, as `changePicture` says.
   *
   * @throws VendorDownError as `draw` does.
   */
  change(
    model: SvgModel,
    picture: PictureToChange,
    listener: DrawingListener & { onStart: () => void },
    signal: AbortSignal,
  ): Promise<string>
  /** Traces an image, as `traceImage` says. */
  trace(
    image: ImageToTrace,
    listener: DrawingListener & { onStart: () => void },
    signal: AbortSignal,
  ): Promise<string>
}

/** A vendor that is down costs a few jobs one attempt each; after that, jobs wait for it. */
const usualBreaker: Omit<VendorBreakerOptions, 'onChange'> = {
  failuresMax: 5,
  openMs: 5_000,
  openMaxMs: 2 * 60_000,
  trialMs: 10_000,
}

/** Open it once for each process: all pictures of a process share its circuit breakers. */
export function openDrawing(
  { runTask, runEdits, renderPixels, vectorizer, log }: DrawingDeps,
  breaker = usualBreaker,
): Drawing {
  const vendors = createVendorBreaker({
    ...breaker,
    onChange: (provider, isDown) =>
      log[isDown ? 'error' : 'info'](
        { provider },
        isDown ? 'a vendor is down, its jobs wait' : 'the vendor is back',
      ),
  })
  return {
    draw: (model, picture, listener, signal) =>
      vendors.execute(model.provider, () => {
        listener.onStart()
        reachFailpoint('job.model_started', { jobId: picture.id })
        return drawPicture({ model, runTask, renderPixels }, picture, listener, signal)
      }),
    change: (model, picture, listener, signal) =>
      vendors.execute(model.provider, () => {
        listener.onStart()
        reachFailpoint('job.model_started', { jobId: picture.id })
        return changePicture({ model, runTask: runEdits, renderPixels }, picture, listener, signal)
      }),
    trace(image, listener, signal) {
      listener.onStart()
      reachFailpoint('job.model_started', { jobId: image.id })
      return traceImage({ vectorizer, runTask, renderPixels }, image, listener, signal)
    },
  }
}
