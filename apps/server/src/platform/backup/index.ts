/**
 * backup: all rows of a database in one compressed file, and their restoration.
 *
 * It includes every table of the schema `public` that is not unlogged, so a new table is included without a
 * change here. The queue's entries are not included: rows are the truth, and are enqueued again.
 * Uncompressed, a file is a script that psql can run on an empty database of the same schema.
 */
export { BackupError } from './backup-error.ts'
export type { BackupAbout } from './format.ts'
export { type RestoreReport, restoreBackup } from './restore-backup.ts'
export { type BackupReport, writeBackup } from './write-backup.ts'
