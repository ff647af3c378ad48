/**
 * db: the connection pool, named statements, transactions, migrations and cursors. `Db` runs each
 * statement by itself; `Tx` is inside a transaction that a use case opened.
 */

export { batchCalls } from './batch-calls.ts'
export {
  isUnavailable,
  unlessTimedOut,
  violatedConstraint,
  wasRejected,
  wasRolledBack,
} from './database-errors.ts'
export { decodeCursor, encodeCursor, type KeysetCursor } from './keyset.ts'
export { holdMigrationLock, migrateDatabase, readMigrations, SchemaNewerError } from './migrate-database.ts'
export { readNewestApplied } from './migrations-journal.ts'
export { moment } from './moment.ts'
export { createMonths, createMonthsAlone, deleteOldMonths, readMonthsEnds } from './months.ts'
export { createDb, type Database, type Db, openDatabase, queryNamed, type Tx } from './open-database.ts'
export { deleteInBatches, deleteRows, readInPages } from './pages.ts'
export { assertKeepsSessions, findPooler, type Pooler, PoolerError } from './pooler.ts'
export { openReplica, type Replica } from './replica.ts'
export {
  constant,
  defineStatement,
  defineStatements,
  literal,
  type Params,
  type SqlPart,
  type Statement,
} from './statement.ts'
export { textSearchVector } from './text-search-vector.ts'
export { firstUuidOf, isUuid, momentOfUuid } from './uuid.ts'
