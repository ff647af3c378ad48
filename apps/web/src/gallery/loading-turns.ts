/**
 * The browser parses each picture as a document on the main thread, for two to three milliseconds: a whole
 * row at once would delay this frame and the next. While the page scrolls they start one after the other.
 */

const restMs = 150

const waiting = new Set<() => void>()
let frame: number | undefined
let scrolledAtMs = Number.NEGATIVE_INFINITY

export function noteScroll(): void {
  scrolledAtMs = performance.now()
}

/** Whether the page is not scrolling, so that no frame can be delayed. */
export const isAtRest = (): boolean => performance.now() - scrolledAtMs > restMs

/**
 * Calls back in one of the next frames, one caller in each, first come first served. The returned function
 * gives up the turn.
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
