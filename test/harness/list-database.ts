import { listStatements } from '../../apps/server/src/app/resources.ts'
import { type Database, openDatabase } from '../../apps/server/src/platform/db/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'

/** The connections of lists, without their time limit, which a busy machine exceeds. */
export const openListDatabase = ({ url }: { url: string }): Database =>
  openDatabase(
    { url, poolMax: 4, applicationName: 'test', ...listStatements, statementTimeoutMs: 60_000 },
    createLog({ level: 'silent', format: 'json' }),
  )
