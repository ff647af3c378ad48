import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { migrateDatabase, SchemaNewerError } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'

/** Where the database is. An embedded one is started, and stops with the stack. */
export async function openDatabaseServer(
  { database, dataFolder }: Config,
  log: Log,
  stack: DisposalStack,
): Promise<string> {
  if (database.kind === 'external') return database.url
  const embedded = stack.use(await startEmbeddedPostgres(join(dataFolder, 'postgres'), log))
  log.info({ folder: embedded.clusterFolder }, 'embedded PostgreSQL is running')
  return embedded.url
}

/**
 * The version before runs on the schema of the one after it, so who goes back a release may say that the
 * schema is newer by right.
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
    log.warn('a newer chatSVG has migrated the database; this one goes on with its schema')
  }
}
