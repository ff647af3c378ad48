import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { DataFolderInUseError } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'
import { openDatabaseServer } from './database-server.ts'

/**
 * Where the database of the service is. An embedded one is used where it runs, and is started for the time of
 * the command where it does not.
 *
 * @param mayMake whether an embedded one is made that there is not yet.
 * @throws Error when there is no embedded database yet.
 */
export async function openAdminServer(
  config: Config,
  log: Log,
  stack: DisposalStack,
  mayMake: boolean,
): Promise<string> {
  const { database, dataFolder } = config
  if (database.kind === 'embedded' && !mayMake && !existsSync(join(dataFolder, 'postgres'))) {
    throw new Error(`There is no database in ${dataFolder}. Set DATA_DIR or DATABASE_URL to where it is.`)
  }
  return openDatabaseServer(config, log, stack).catch((error: unknown) => {
    if (error instanceof DataFolderInUseError) return error.url
    throw error
  })
}
