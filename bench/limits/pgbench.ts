import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { Limit } from '../row.ts'
import type { Stage } from '../stage.ts'

const run = promisify(execFile)

/** 100,000 rows each: a table that fits into memory, as the service's hot tables do. */
const scale = '10'

/**
 * Runs PostgreSQL's own benchmark on the stage's server, if it is installed (Debian: postgresql-contrib or
 * postgresql).
 */
export function createPgbench(stage: Stage): (what: string, options: string[]) => Promise<Limit> {
  let filled: Promise<unknown> | undefined
  const pgbench = (args: string[]) => {
    const url = new URL(stage.postgresUrl)
    const env = {
      PATH: process.env.PATH,
      PGHOST: url.hostname,
      PGPORT: url.port,
      PGUSER: url.username,
      PGPASSWORD: decodeURIComponent(url.password),
      PGDATABASE: 'postgres',
    }
    return run('pgbench', args, { env })
  }
  return async (what, options) => {
    if (spawnSync('pgbench', ['--version']).status !== 0) return { what, value: null, why: 'not installed' }
    stage.report(`  limit: ${what}`)
    filled ??= pgbench(['-i', '-q', '-s', scale])
    await filled
    const { stdout } = await pgbench([
      ...options,
      '-j',
      '2',
      '-M',
      'prepared',
      '-n',
      '-T',
      String(Math.ceil(stage.seconds)),
    ])
    const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
    if (tps === undefined) throw new Error(`unexpected output of pgbench:\n${stdout}`)
    return { what, value: Number(tps) }
  }
}
