/**
 * The browser parses each picture on the page's own thread, for two to three milliseconds. A row of them at
 * once would cost two frames, so while the page scrolls only one picture a frame is started.
 */

const restMs = 150

const waiting = new Set<() => void>()
let frame: number | undefined
let scrolledAtMs = Number.NEGATIVE_INFINITY

export function noteScroll(): void {
  scrolledAtMs = performance.now()
}

/** While the page does not scroll, no picture waits for a frame. */
export const isAtRest = (): boolean => performance.now() - scrolledAtMs > restMs

/**
 * Calls back in one of the next frames, one caller in each, in the order of the calls.
 *
 * @returns cancels the call.
 */
export function awaitTurn(begin: () => void): () => void {
  waiting.add(begin)
  if (frame === undefined) frame = requestAnimationFrame(serve)
  return () => waiting.delete(begin)
}

function serve(): void {
  frame = undefined
  const [begin] = waiting
  if (begin) {
    waiting.delete(begin)
    begin()
  }
  if (waiting.size > 0) frame = requestAnimationFrame(serve)
}
