const loadsSource = import.meta.url.endsWith('.ts')

/** Of the threads for edits and uploads; sources have to be compiled first. */
export const editLimits = { threadsMax: 1, taskTimeoutMs: loadsSource ? 60_000 : 10_000 }
