/**
 * Each picture is a document that the browser reads on the page's own thread, for two to three milliseconds:
 * a row of them at once costs a frame, and the next one too. While the page scrolls they begin one after the
 * other.
 */

const restMs = 150

const waiting = new Set<() => void>()
let frame: number | undefined
let scrolledAtMs = Number.NEGATIVE_INFINITY

export function noteScroll(): void {
  scrolledAtMs = performance.now()
}

/** Whether nobody scrolls, so that nobody waits for the next frame. */
export const isAtRest = (): boolean => performance.now() - scrolledAtMs > restMs

/**
 * Calls back in one of the next frames, one caller in each, first come first served. What is returned gives
 * the turn up.
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
