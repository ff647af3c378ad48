/**
 * The browser parses each picture on the page's own thread, for two to three milliseconds. A row of them at
 * once would cost two frames, so while the page scrolls one picture a frame is begun.
 */

const restMs = 150

const waiting = new Set<() => void>()
let frame: number | undefined
let scrolledAtMs = Number.NEGATIVE_INFINITY

export function noteScroll(): void {
  scrolledAtMs = performance.now()
}

/** Whether the page is not being scrolled, so that no picture has to wait for the next frame. */
export const isAtRest = (): boolean => performance.now() - scrolledAtMs > restMs

/**
 * Calls back in one of the next frames, one caller in each, first come first served.
 *
 * @returns gives the turn up.
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
