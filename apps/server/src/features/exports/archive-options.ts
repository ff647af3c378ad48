/** Files have no dates, so the same pictures give the same bytes. */
export const mtime = '1980-01-01T00:00:00'

/** PNG files are compressed already. */
export const stored = { level: 0, mtime } as const
export const deflated = { level: 6, mtime } as const
