import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { assertKeepsSessions, migrateDatabase, SchemaNewerError } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'

/**
 * Determines the database. An embedded one is started, and stops with the disposal stack.
 *
 * @returns the address of the server itself: sessions at it listen and hold locks.
 * @throws PoolerError when the configured address keeps no sessions.
 */
export async function openDatabaseServer(
  { database, dataFolder }: Config,
  log: Log,
  stack: DisposalStack,
): Promise<string> {
  if (database.kind === 'external') {
    const { url, directUrl } = database
    await assertKeepsSessions(
      directUrl ?? url,
      directUrl === undefined ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL',
    )
    return directUrl ?? url
  }
  const embedded = stack.use(await startEmbeddedPostgres(join(dataFolder, 'postgres'), log))
  log.info({ folder: embedded.clusterFolder }, 'embedded PostgreSQL is running')
  return embedded.url
}

/**
 * The previous version works with the schema of the next one, so a rollback by one release may allow a newer
 * schema.
 */
export async function migrateUnlessNewer(
  databaseUrl: string,
  { allowNewerSchema }: Config,
  log: Log,
): Promise<void> {
  try {
    await migrateDatabase(databaseUrl, log)
  } catch (error) {
    if (!(error instanceof SchemaNewerError) || !allowNewerSchema) throw error
    log.warn('a newer chatSVG has migrated the database; this one continues with its schema')
  }
}
