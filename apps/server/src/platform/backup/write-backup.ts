import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { readNewestApplied } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { BackupError } from './backup-error.ts'
import { listTables } from './catalog.ts'
import {
  type BackedTable,
  type BackupAbout,
  closingLine,
  openingLines,
  quoteTable,
  renderCopyIn,
  renderCopyOut,
  renderFooter,
  renderHeader,
  rowsEnd,
} from './format.ts'
import { openSession } from './open-session.ts'

export type BackupReport = {
  takenAt: Date
  /** The number of rows of each table. */
  rows: Record<string, number>
  /** Bytes before compression. */
  bytes: number
}

/** The database uses one core at the same time. A higher level would save little space and cost much time. */
const compressionLevel = 3
/** Smaller chunks from the network are joined. */
const pieceBytes = 256 * 1024

export type BackupOrder = {
  url: string
  /** Ended when everything is written. */
  sink: Writable
  about: BackupAbout
  log: Log
  signal: AbortSignal
  /** Called with the bytes so far, before compression. */
  onProgress?: (bytes: number) => void
}

/**
 * Writes all rows as of one moment. It blocks nothing except schema changes, because it reads a snapshot.
 *
 * @throws BackupError when the database has no schema; the abort reason of `signal`; errors of the sink or
 * the database.
 */
export async function writeBackup({
  url,
  sink,
  about,
  log,
  signal,
  onProgress,
}: BackupOrder): Promise<BackupReport> {
  await using session = await openSession(url, 'chatsvg backup', log)
  const { client } = session
  const tables = await beginSnapshot(client)
  await client.query(
    `set local datestyle = 'ISO'; set local timezone = 'UTC'; set local extra_float_digits = 1`,
  )
  const schema = await readNewestApplied(client)
  if (schema === 0) throw new BackupError('There is nothing to back up: the database has no schema yet.')
  const report: BackupReport = { takenAt: new Date(), rows: {}, bytes: 0 }
  const header = {
    schema,
    takenAt: report.takenAt.toISOString(),
    about,
    tables,
  }
  const tally = (piece: Buffer) => {
    report.bytes += piece.length
    onProgress?.(report.bytes)
  }
  try {
    const text = gather(write(client, header, report.rows), tally)
    await pipeline(text, createGzip({ level: compressionLevel }), sink, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
  return report
}

/**
 * Starts the transaction with every table locked against schema changes, as pg_dump does. LOCK takes no
 * snapshot, so the first query after it does. That snapshot contains a migration completely or not at all,
 * and no migration runs before the rows are read.
 */
async function beginSnapshot(client: pg.Client): Promise<BackedTable[]> {
  for (;;) {
    const seen = (await listTables(client)).map(({ name }) => quoteTable(name)).join(', ')
    await client.query('begin isolation level repeatable read read only')
    if (seen !== '') await client.query(`lock table ${seen} in access share mode`)
    const tables = await listTables(client)
    if (tables.map(({ name }) => quoteTable(name)).join(', ') === seen) return tables
    // A table was created or dropped while the transaction waited for the locks.
    await client.query('rollback')
  }
}

async function* write(
  client: pg.Client,
  header: { schema: number; takenAt: string; about: BackupAbout; tables: BackedTable[] },
  rowCounts: BackupReport['rows'],
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  const passed = (piece: Buffer) => {
    hash.update(piece)
    return piece
  }
  const line = (text: string) => passed(Buffer.from(`${text}\n`))
  yield line(renderHeader(header))
  for (const text of openingLines) yield line(text)
  for (const table of header.tables) {
    yield line(`${renderCopyIn(table)};`)
    const rows = client.query(copyTo(renderCopyOut(table)))
    for await (const piece of rows) {
      yield passed(piece)
    }
    yield passed(Buffer.from(rowsEnd))
    // The response of the COPY has the number of rows; it has arrived when the next statement returns.
    await client.query('select 1')
    rowCounts[table.name] = rows.rowCount
  }
  yield line(closingLine)
  const rows = header.tables.map(({ name }) => rowCounts[name] ?? 0)
  yield Buffer.from(`${renderFooter({ rows, sha256: hash.digest('hex') })}\n`)
}

async function* gather(
  pieces: AsyncIterable<Buffer>,
  tally: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
  let kept: Buffer[] = []
  let bytes = 0
  for await (const piece of pieces) {
    tally(piece)
    kept.push(piece)
    bytes += piece.length
    if (bytes < pieceBytes) continue
    yield Buffer.concat(kept)
    kept = []
    bytes = 0
  }
  yield Buffer.concat(kept)
}
