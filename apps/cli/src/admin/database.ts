import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabaseServer } from '@chatsvg/server/app/database-server'
import type { Config } from '@chatsvg/server/config'
import type { DisposalStack } from '@chatsvg/server/platform/disposal'
import { DataFolderInUseError } from '@chatsvg/server/platform/embedded-postgres'
import type { Log } from '@chatsvg/server/platform/log'

/**
 * The database of the service. An embedded one is used if it runs, and otherwise started for the duration of
 * the command.
 *
 * @param mayMake whether a missing embedded database is created.
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
  return openDatabaseServer(config, log, stack).then(
    ({ directUrl }) => directUrl,
    (error: unknown) => {
      if (error instanceof DataFolderInUseError) return error.url
      throw error
    },
  )
}
