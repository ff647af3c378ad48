/** The file or the database cannot be used; the message says which, and what to do. */
export class BackupError extends Error {}
