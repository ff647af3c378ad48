import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabaseServer } from '@chatsvg/server/app/database-server'
import type { Config } from '@chatsvg/server/config'
import type { DisposalStack } from '@chatsvg/server/platform/disposal'
import { DataFolderInUseError } from '@chatsvg/server/platform/embedded-postgres'
import type { Log } from '@chatsvg/server/platform/log'

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
