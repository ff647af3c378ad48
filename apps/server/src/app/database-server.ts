import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { assertKeepsSessions, migrateDatabase, SchemaNewerError } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'

/**
 * Determines the database. An embedded one is started, and stops with the disposal stack.
 *
 * @returns the address of the server itself: sessions at it listen and hold locks; and whether a pooler that
 * keeps sessions is on the way to it.
 * @throws PoolerError when the configured address keeps no sessions.
 */
export async function openDatabaseServer(
  { database, dataFolder }: Config,
  log: Log,
  stack: DisposalStack,
): Promise<{ directUrl: string; isPooled: boolean }> {
  if (database.kind === 'external') {
    const variable = database.directUrl === undefined ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL'
    const directUrl = database.directUrl ?? database.url
    return { directUrl, isPooled: await assertKeepsSessions(directUrl, variable) }
  }
  const embedded = stack.use(await startEmbeddedPostgres(join(dataFolder, 'postgres'), log))
  log.info({ folder: embedded.clusterFolder }, 'embedded PostgreSQL is running')
  return { directUrl: embedded.url, isPooled: false }
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
