import { type Db, queryNamed } from './open-database.ts'

const pageRows = 200
const batchRows = 1_000

/**
 * Every row of a list that may be long, with one page in memory at a time. `readPage` returns the rows after
 * `last`, at most `limit`.
 */
export async function* readInPages<Row>(
  readPage: (last: Row | undefined, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined
  for (;;) {
    const rows = await readPage(last, pageRows)
    yield* rows
    if (rows.length < pageRows) return
    last = rows.at(-1)
  }
}

/**
 * Repeats a delete of at most `rowsMax` rows until nothing is left, so that locks are held for a short time
 * each.
 * @returns how many rows were deleted.
 */
export async function deleteInBatches(
  deleteBatch: (rowsMax: number) => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  let total = 0
  for (;;) {
    signal.throwIfAborted()
    const deleted = await deleteBatch(batchRows)
    total += deleted
    if (deleted < batchRows) return total
  }
}

/**
 * Deletes the rows of a table that match `where`, at most `rowsMax`. Rows that other transactions hold stay
 * for the next call. `where` numbers its values from $2; `key` names the columns of the primary key.
 * @returns how many rows were deleted.
 */
export async function deleteRows(
  db: Db,
  { table, key = 'id', where, values = [], rowsMax, name = `purge_${table}` }: Deletion,
): Promise<number> {
  const rows = await queryNamed(
    db,
    name,
    `delete from ${table} where (${key}) in (
       select ${key} from ${table} where ${where} limit $1 for update skip locked)
     returning 1`,
    [rowsMax, ...values],
  )
  return rows.length
}

type Deletion = {
  table: string
  key?: string
  where: string
  values?: unknown[]
  rowsMax: number
  name?: string
}
