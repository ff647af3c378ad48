const loadsSource = import.meta.url.endsWith('.ts')

/**
 * Limits of the threads for edits and uploads. A thread that runs TypeScript sources has to compile them
 * first.
 */
export const editLimits = { threadsMax: 1, taskTimeoutMs: loadsSource ? 60_000 : 10_000 }
