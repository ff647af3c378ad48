import { expect, it } from 'vitest'
import { type TraceImageDeps, traceImage } from './trace-image.ts'

it('ends with its job, although the vectorizer is still busy with the image', async () => {
  const deps: TraceImageDeps = {
    vectorizer: { vectorize: () => new Promise(() => {}), pids: [], [Symbol.asyncDispose]: async () => {} },
    runTask: () => Promise.reject(new Error('there is nothing to finish')),
    renderPixels: () => Promise.reject(new Error('there is nothing to look at')),
  }
  const image = {
    id: 'job',
    userId: 'user',
    prompt: 'a box',
    style: 'flat',
    image: new Uint8Array(),
    trace: { imageId: 'image', detail: 'low' as const },
  }
  const cancelled = new Error('cancelled')
  const stop = new AbortController()
  const tracing = traceImage(deps, image, { onProgress: () => {} }, stop.signal)
  stop.abort(cancelled)
  await expect(tracing).rejects.toBe(cancelled)
})
