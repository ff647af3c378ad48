import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { type Database, openDatabase } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { DataFolderInUseError } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'
import { openDatabaseServer } from './resources.ts'

/** One for a transaction, one for what is read beside it, one for messages to sockets. */
const poolMax = 3

/**
 * The database of the service, beside it. An embedded one is used where it runs, and is started for the time of the command where it does not; none is made.
 *
 * @throws Error when there is no embedded database yet.
 */
export async function openAdminDatabase(
  config: Config,
  log: Log,
  stack: DisposalStack,
): Promise<{ database: Database; url: string }> {
  const { database, dataFolder } = config
  if (database.kind === 'embedded' && !existsSync(join(dataFolder, 'postgres'))) {
    throw new Error(`There is no database in ${dataFolder}. Set DATA_DIR or DATABASE_URL to where it is.`)
  }
  const url = await openDatabaseServer(config, log, stack).catch((error: unknown) => {
    if (error instanceof DataFolderInUseError) return error.url
    throw error
  })
  return { database: stack.use(openDatabase({ url, poolMax, applicationName: 'chatsvg admin' }, log)), url }
}
