const loadsSource = import.meta.url.endsWith('.ts')

/**
 * `taskTimeoutMs`: a conversion that takes longer is stopped. A thread that runs TypeScript sources has more
 * time, because it compiles them first.
 * `waitingMax`: of all clients. `ofClientMax`: of one client, running ones included; at most one of them runs
 * at a time.
 * `archivedMax`: pictures of an archive. `archivesOfClientMax`: archives that one user receives at a time.
 * `unrenderedMaxMs`: the time that an archive waits for pictures which cannot be rendered.
 */
export const exportLimits = {
  threadsMax: 2,
  taskTimeoutMs: loadsSource ? 60_000 : 10_000,
  waitingMax: 32,
  ofClientMax: 8,
  archivedMax: 50,
  archivesOfClientMax: 3,
  unrenderedMaxMs: 10_000,
}

/** The header Retry-After of a refusal because too many exports are waiting. */
export const retryAfterSeconds = '2'

/** The longer side of a picture to cut, in millimetres. */
export const cutSizes = { min: 10, max: 3_000, usual: 100 }
