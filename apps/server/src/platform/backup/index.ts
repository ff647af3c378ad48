/**
 * backup: all rows of a database in one compressed file, and their restoration.
 *
 * It takes every table of the schema `public` that survives a crash of the server, so a new table is in it
 * by itself. The queue's entries are not: rows are the truth, and are enqueued again. Unpacked, a file is
 * a script that psql can run on an empty database of the same schema.
 */
export { BackupError } from './backup-error.ts'
export type { BackupAbout } from './format.ts'
export { type RestoreReport, restoreBackup } from './restore-backup.ts'
export { type BackupReport, writeBackup } from './write-backup.ts'
