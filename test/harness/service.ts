import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from './wait.ts'

/** A process of the built service. Disposing ends it with SIGTERM and fails unless it exits with 0. */
export type ServiceProcess = AsyncDisposable & {
  /** The URL of its API; empty for a worker. */
  url: string
  pid: number
  output(): string
  kill(signal: NodeJS.Signals): Promise<number | null>
}

export type Environment = Record<string, string | undefined>

const root = join(import.meta.dirname, '../..')

/** Limits that many requests of one test would reach. */
export const limitsOff = {
  RATE_LIMIT_AUTH: 'off',
  RATE_LIMIT_PASSWORD: 'off',
  RATE_LIMIT_VERIFICATION: 'off',
  RATE_LIMIT_DOWNLOAD: 'off',
  RATE_LIMIT_SUPPORT: 'off',
  RATE_LIMIT_EDIT: 'off',
  RATE_LIMIT_WEBHOOK: 'off',
  RATE_LIMIT_CLIENT_REGISTRATION: 'off',
  RATE_LIMIT_DEVICE_CODE: 'off',
  RATE_LIMIT_INVITATION: 'off',
  RATE_LIMIT_REPORT: 'off',
  RATE_LIMIT_GENERATION: 'off',
  RATE_LIMIT_API: 'off',
  RATE_LIMIT_KEY: 'off',
  DAILY_GENERATION_LIMIT: 'off',
  UNFINISHED_GENERATION_LIMIT: 'off',
  DAILY_CANCEL_REFUND_LIMIT: 'off',
  DAILY_FAILURE_LIMIT: 'off',
}

/**
 * A busy machine opens connections slowly, and many requests of one test wait for them. Tests of a database
 * that cannot be reached set the usual time.
 */
export const patient = { DATABASE_CONNECTION_TIMEOUT_MS: '20000' }

export const testSecret = 'only-for-tests-0123456789-abcdefghijklmnop'

/** Starts `dist/bin/<name>.js` on a free port and waits for its line "ready". */
export async function startService(
  name: 'all' | 'api' | 'worker',
  environment: Environment,
): Promise<ServiceProcess> {
  const child = spawnProgram(name, [], environment)
  const output = collectOutput(child)
  const ready = await waitFor(`${name} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}:\n${output()}`)
    return findLine(output(), 'ready')
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return (await exited)[0]
  }
  return {
    url: ready.port === undefined ? '' : `http://127.0.0.1:${ready.port}`,
    pid: child.pid ?? 0,
    output,
    kill,
    async [Symbol.asyncDispose]() {
      const killed = child.signalCode !== null
      const code = await kill('SIGTERM')
      if (!killed && code !== 0) throw new Error(`${name} ended with ${code}:\n${output()}`)
    },
  }
}

/** Runs a program of the built service and waits for its end. */
export async function runProgram(
  name: string,
  args: string[],
  environment: Environment,
): Promise<{ code: number | null; output: string }> {
  const child = spawnProgram(name, args, environment)
  const output = collectOutput(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

/** Starts a program of the built service; the caller handles its input and output. */
export function pipeProgram(
  name: string,
  args: string[],
  environment: Environment,
): ChildProcessWithoutNullStreams {
  const { program, options } = locateProgram(name, environment)
  return spawn(process.execPath, [program, ...args], { ...options, stdio: 'pipe' })
}

function spawnProgram(name: string, args: string[], environment: Environment): ChildProcess {
  const { program, options } = locateProgram(name, environment)
  return spawn(process.execPath, [program, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
}

function locateProgram(name: string, environment: Environment) {
  const program = join(root, 'dist', 'bin', `${name}.js`)
  if (!existsSync(program)) throw new Error('the service is not built: run npm run build')
  const env = { PATH: process.env.PATH, PORT: '0', LOG_FORMAT: 'json', ...patient, ...environment }
  return { program, options: { env, cwd: '/' } }
}

function collectOutput(child: ChildProcess): () => string {
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  return () => output
}

/** The fields of the first log line with this message, in either log format. */
export function findLine(output: string, message: string): Record<string, unknown> | undefined {
  // The last line may not have arrived completely.
  for (const line of output.split('\n').slice(0, -1)) {
    if (line.includes(`"msg":"${message}"`)) return JSON.parse(line) as Record<string, unknown>
    const [, fields] = line.split(`: ${message} {`)
    if (fields !== undefined) return JSON.parse(`{${fields}`) as Record<string, unknown>
  }
  return undefined
}
