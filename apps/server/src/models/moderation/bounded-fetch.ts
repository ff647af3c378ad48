import { ModelError } from '../port.ts'

/**
 * A `fetch` whose answers end at `bytesMax`, whatever they contain. It follows no redirects, because those
 * could send the key in its header, or the prompt, to another server.
 */
export function createBoundedFetch(bytesMax: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' })
    if (!response.body) return response
    let bytes = 0
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength
          if (bytes > bytesMax) controller.error(new ModelError('context_length'))
          else controller.enqueue(chunk)
        },
      }),
    )
    const { status, statusText, headers } = response
    return new Response(counted, { status, statusText, headers })
  }
}
