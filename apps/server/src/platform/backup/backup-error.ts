/** A file or a database that cannot be used for this; the message says which, and what to do. */
export class BackupError extends Error {}
