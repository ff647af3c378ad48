import type { Config } from '../config/index.ts'
import { PoolerError, SchemaNewerError } from '../platform/db/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { DataFolderInUseError } from '../platform/embedded-postgres/index.ts'
import { createLog } from '../platform/log/index.ts'
import { migratePostgresQueue } from '../platform/queue/index.ts'
import { fail } from './command-line.ts'
import { migrateUnlessNewer, openDatabaseServer } from './database-server.ts'

/** Migrates and exits: 0 when the schema is current, 1 with one line when it cannot be. */
export async function runMigrations(config: Config): Promise<void> {
  const log = createLog(config.log)
  const stack = createDisposalStack()
  let problem: unknown
  try {
    const { directUrl } = await openDatabaseServer(config, log, stack)
    await migrateUnlessNewer(directUrl, config, log)
    if (!config.redis) await migratePostgresQueue(directUrl, log)
    log.info('the schema is current')
  } catch (error) {
    problem = error
  }
  await stack[Symbol.asyncDispose]()
  const isExpected = [SchemaNewerError, PoolerError, DataFolderInUseError].some(
    (kind) => problem instanceof kind,
  )
  if (isExpected) fail((problem as Error).message)
  if (problem) {
    log.fatal({ err: problem }, 'could not migrate')
    process.exit(1)
  }
}
