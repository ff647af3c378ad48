import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openAdminServer } from '../../apps/cli/src/admin/database.ts'
import { createProgress } from '../../apps/cli/src/admin/progress.ts'
import { ConfigError, readConfig } from '../../apps/server/src/config/index.ts'
import { migrateDatabase } from '../../apps/server/src/platform/db/index.ts'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { NotEmptyError, seedDatabase } from './seed-database.ts'

const usage = `Usage: npm run seed -- [options]

Fills the database with demo data: users, pictures, and the ledger entries of both.

  --users <n>         users, the first of them an administrator [20]
  --pictures <n>      pictures, each with its own drawing [500]
  --generations <n>   further pictures, which reuse some hundred drawings; a million takes minutes [0]
  --days <n>          the age of the first picture [90]
  --bulk              in one transaction that builds the indexes at the end: for millions, while nobody else uses
                      the database
  --seed <n>          the same number gives the same data, another number other data [1]
  --password <text>   password of all users [random, and printed]
  --add               adds to a database that already has users

It is configured like the service: DATABASE_URL, else the embedded database in DATA_DIR, which is created if it
does not exist. The service may run at the same time.
`

type Surroundings = {
  environment: Record<string, string | undefined>
  output: { write(text: string): unknown }
  errors: NodeJS.WriteStream | { write(text: string): boolean; isTTY?: boolean }
  signal: AbortSignal
}

/** @returns the status of the process: 0, or 1 with the reason on `errors`. */
export async function runSeed(args: string[], { environment, output, errors, signal }: Surroundings) {
  const stack = createDisposalStack()
  try {
    const options = readOptions(args)
    if (options === 'help') {
      output.write(usage)
      return 0
    }
    const config = readConfig(environment)
    const log = createLog({ level: 'warn', format: config.log.format }, process.stderr)
    const url = await openAdminServer(config, log, stack, true)
    await migrateDatabase(url, log)
    const client = new pg.Client({ connectionString: url, application_name: 'chatsvg seed' })
    client.on('error', (err) => log.warn({ err }, 'lost the database connection'))
    await client.connect()
    stack.defer(() => client.end())
    const progress = stack.use(createProgress(errors))
    const startedMs = performance.now()
    const report = await seedDatabase(client, {
      ...options,
      signal,
      onProgress: (done, total) =>
        progress.show('Seeding', done / total, `${format(done)} of ${format(total)} pictures`),
    })
    const seconds = (performance.now() - startedMs) / 1000
    output.write(
      `${format(report.userIds.length)} users and ${format(report.jobs)} pictures in ${seconds.toFixed(1)} s.\nSign in as ${report.email} with the password: ${options.password}\n`,
    )
    return 0
  } catch (error) {
    if (!isExpected(error) && !signal.aborted) throw error
    errors.write(`${(error as Error).message}\n`)
    return 1
  } finally {
    await stack[Symbol.asyncDispose]()
  }
}

class UsageError extends Error {}

const isExpected = (error: unknown) =>
  error instanceof UsageError || error instanceof ConfigError || error instanceof NotEmptyError

function readOptions(args: string[]) {
  const { values } = parse(args)
  if (values.help) return 'help'
  return {
    users: readCount('users', values.users, 1),
    pictures: readCount('pictures', values.pictures, 0),
    generations: readCount('generations', values.generations, 0),
    days: readCount('days', values.days, 1),
    seed: readCount('seed', values.seed, 0),
    password: values.password ?? randomBytes(9).toString('base64url'),
    mayAdd: values.add,
    isBulk: values.bulk,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        users: { type: 'string', default: '20' },
        pictures: { type: 'string', default: '500' },
        generations: { type: 'string', default: '0' },
        days: { type: 'string', default: '90' },
        seed: { type: 'string', default: '1' },
        password: { type: 'string' },
        add: { type: 'boolean', default: false },
        bulk: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`)
  }
}

function readCount(name: string, text: string, min: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > 100_000_000)
    throw new UsageError(`--${name} must be a whole number from ${min} to 100000000`)
  return value
}

const format = (value: number) => value.toLocaleString('en')
