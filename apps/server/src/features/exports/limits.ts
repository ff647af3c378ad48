const loadsSource = import.meta.url.endsWith('.ts')

/**
 * `taskTimeoutMs`: a longer conversion is stopped; the limit allows for compiling sources first. `waitingMax`
 * and `ofClientMax`: waiting conversions of all clients and of one. `archivedMax`: pictures in one archive.
 */
export const exportLimits = {
  threadsMax: 1,
  taskTimeoutMs: loadsSource ? 60_000 : 10_000,
  waitingMax: 32,
  ofClientMax: 8,
  archivedMax: 50,
}

/** The longer side of a picture to cut, in millimetres. */
export const cutSizes = { min: 10, max: 3_000, usual: 100 }
