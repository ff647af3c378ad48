const loadsSource = import.meta.url.endsWith('.ts')

/**
 * `taskTimeoutMs`: a conversion that takes longer is stopped; sources have to be compiled first. `waitingMax`
 * and `ofClientMax`: of all clients, and of one. `archivedMax`: pictures of an archive. `archivesOfClientMax`
 * counts waiting ones too.
 */
export const exportLimits = {
  threadsMax: 1,
  taskTimeoutMs: loadsSource ? 60_000 : 10_000,
  waitingMax: 32,
  ofClientMax: 8,
  archivedMax: 50,
  archivesAtOnceMax: 4,
  archivesOfClientMax: 3,
}

/** The longer side of a picture to cut, in millimetres. */
export const cutSizes = { min: 10, max: 3_000, usual: 100 }
