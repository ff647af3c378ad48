import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import {
  createMonthsAlone,
  holdMigrationLock,
  migrateDatabase,
  readMigrations,
  readNewestApplied,
} from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { BackupError } from './backup-error.ts'
import { advanceCounters, listSetAside, listTables } from './catalog.ts'
import {
  type BackedTable,
  type BackupAbout,
  type BackupHeader,
  closingLine,
  openingLines,
  parseFooter,
  parseHeader,
  quoteTable,
  renderCopyIn,
} from './format.ts'
import { openSession } from './open-session.ts'
import { type BackupReader, createBackupReader } from './read-backup.ts'

export type RestoreReport = { takenAt: Date; about: BackupAbout; rows: Record<string, number> }

const applicationName = 'chatsvg restore'
/** How long it waits for other sessions that use the empty tables. */
const lockWaitMs = 10_000

export type RestoreOrder = {
  url: string
  source: Readable
  log: Log
  signal: AbortSignal
  /** Called with the number of bytes of the file that were read so far. */
  onProgress?: (bytes: number) => void
}

/**
 * Restores a backup into a database without rows, in one transaction: after any error it is empty. A backup
 * of an older schema needs a database without a schema. It gets the schema of that time, then the rows, then
 * the later migrations.
 *
 * @throws BackupError when the file is damaged or from a newer version, or the database is not empty; the
 * abort reason of `signal`.
 */
export async function restoreBackup({
  url,
  source,
  log,
  signal,
  onProgress,
}: RestoreOrder): Promise<RestoreReport> {
  let report: RestoreReport | undefined
  try {
    await pipeline(
      source,
      async function* count(packed: AsyncIterable<Buffer>) {
        let bytes = 0
        for await (const piece of packed) {
          bytes += piece.length
          onProgress?.(bytes)
          yield piece
        }
      },
      createGunzip(),
      async (unpacked: AsyncIterable<Buffer>) => {
        const reader = createBackupReader(unpacked)
        const header = parseHeader(await reader.readLine())
        await prepareSchema(url, header, log)
        report = await load(url, reader, header, log, signal)
      },
      { signal },
    )
  } catch (error) {
    signal.throwIfAborted()
    throw isDamage(error) ? new BackupError('The backup is damaged, or not whole.', { cause: error }) : error
  }
  if (!report) throw new BackupError('This is no backup of chatSVG.')
  await migrateDatabase(url, log)
  return report
}

/** Errors of zlib, which also occur when a file is truncated. */
const isDamage = (error: unknown) => /^Z_/.test(String((error as NodeJS.ErrnoException).code))

/** The migrations up to the backup's schema, on a database that has no schema or exactly this one. */
async function prepareSchema(url: string, header: BackupHeader, log: Log): Promise<void> {
  const known = readMigrations().map(({ folderMillis }) => folderMillis)
  if (!known.includes(header.schema))
    throw new BackupError('A newer chatSVG made this backup. Restore it with that version.')
  {
    await using session = await openSession(url, applicationName, log)
    const { client } = session
    const applied = await readNewestApplied(client)
    if (applied > header.schema) {
      throw new BackupError(
        'The backup is older than the schema of this database. Restore it into a database that is new and has no tables: its schema is made as the backup needs it, and then brought up to date.',
      )
    }
    await assertEmpty(client, await listTables(client))
  }
  await migrateDatabase(url, log, undefined, header.schema)
}

async function load(
  url: string,
  reader: BackupReader,
  header: BackupHeader,
  log: Log,
  signal: AbortSignal,
): Promise<RestoreReport> {
  await using session = await openSession(url, applicationName, log)
  const { client } = session
  // A service that starts at this moment waits, and then finds rows in its tables.
  await holdMigrationLock(client)
  // A process that had the lock in between may have migrated the schema beyond that of the backup's rows.
  if ((await readNewestApplied(client)) !== header.schema)
    throw new BackupError('Something migrated the database meanwhile. Stop the service and begin again.')
  await client.query('begin')
  const tables = await listTables(client)
  await client.query(`set local lock_timeout = ${lockWaitMs}`)
  await client.query(`lock table ${tables.map(({ name }) => quoteTable(name)).join(', ')}`)
  await assertEmpty(client, tables)
  assertKnown(header.tables, tables)
  // The partitions may be older than the rows.
  await createMonthsAlone(client)
  const setAside = await listSetAside(client, tables)
  for (const { drop } of setAside) await client.query(drop)
  const rows = await loadTables(client, reader, header)
  for (const { create } of setAside.toReversed()) {
    signal.throwIfAborted()
    await client.query(create)
  }
  await advanceCounters(client)
  await client.query('commit')
  await client.query(`analyze ${tables.map(({ name }) => quoteTable(name)).join(', ')}`)
  return { takenAt: new Date(header.takenAt), about: header.about, rows }
}

async function loadTables(
  client: pg.Client,
  reader: BackupReader,
  header: BackupHeader,
): Promise<Record<string, number>> {
  const expectLine = async (expected: string) => {
    if ((await reader.readLine()) !== expected) throw new BackupError('The backup is damaged.')
  }
  for (const line of openingLines) await expectLine(line)
  const loaded: [string, number][] = []
  for (const table of header.tables) {
    await expectLine(`${renderCopyIn(table)};`)
    const target = client.query(copyFrom(renderCopyIn(table)))
    await pipeline(Readable.from(reader.readRows(), { objectMode: false }), target)
    loaded.push([table.name, target.rowCount])
  }
  await expectLine(closingLine)
  const sha256 = reader.digest()
  const footer = parseFooter(await reader.readLine())
  const isWhole =
    footer?.sha256 === sha256 &&
    footer.rows.join() === loaded.map(([, rows]) => rows).join() &&
    (await reader.isAtEnd())
  if (!isWhole) throw new BackupError('The backup is damaged: its checksum does not fit what it holds.')
  return Object.fromEntries(loaded)
}

async function assertEmpty(client: pg.Client, tables: BackedTable[]): Promise<void> {
  for (const { name } of tables) {
    const first = await client.query(`select from ${quoteTable(name)} limit 1`)
    if (first.rowCount !== 0) {
      throw new BackupError(
        `The database is not empty: there are rows in ${name}. A backup is restored into a database without any.`,
      )
    }
  }
}

function assertKnown(backed: BackedTable[], tables: BackedTable[]): void {
  const strange = backed.find(({ name, columns }) => {
    const table = tables.find((one) => one.name === name)
    return columns.some((column) => !table?.columns.includes(column))
  })
  if (strange)
    throw new BackupError(`The backup holds a table ${strange.name} that its schema does not have.`)
}
