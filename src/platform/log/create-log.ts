import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

export type LogOptions = { level: string; format: 'json' | 'pretty' }

/** Fields whose values never appear in a line, should one ever be logged by mistake. */
const secretFields = [
  'password',
  'newPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'authorization',
  'cookie',
  'set-cookie',
]

/** Lines are written together, for a tenth of the processor at thousands of requests a second; none waits longer than this. */
const flushIntervalMs = 100
const flushBytes = 4096

/**
 * @param destination where lines go; standard output when left out.
 */
export function createLog({ level, format }: LogOptions, destination?: DestinationStream): Log {
  const options = {
    level,
    redact: {
      paths: secretFields.map((name) => (/^\w+$/.test(name) ? name : `["${name}"]`)),
      censor: '[secret]',
    },
    serializers: { err: serializeError, error: serializeError },
    base: { pid: process.pid },
  }
  if (format === 'pretty') return pino(options, prettyStream(destination))
  return pino(options, destination ?? bufferedOutput())
}

function prettyStream(destination: DestinationStream | undefined) {
  return pretty({
    colorize: process.stdout.isTTY,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss',
    singleLine: true,
    sync: true,
    ...(destination && { destination }),
  })
}

/** The last lines, which tell why a process ends, are written before it does. */
function bufferedOutput(): DestinationStream {
  const output = pino.destination({
    fd: 1,
    sync: false,
    minLength: flushBytes,
    periodicFlush: flushIntervalMs,
  })
  process.on('exit', () => output.flushSync())
  return output
}

/**
 * An error as a log field. Database errors carry the row that failed (`detail`, `parameters`), which may be somebody's address
 * or prompt: only what names the fault is kept.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack } = describeError(error)
  const code = 'code' in error ? error.code : undefined
  const constraint = 'constraint' in error ? error.constraint : undefined
  const cause = error.cause === undefined ? undefined : serializeError(error.cause)
  return { type, message, code, constraint, stack, cause }
}

/**
 * Drizzle writes the parameters of a failed query into its message, PostgreSQL the value that it could not read, and Node the message into
 * the stack.
 */
function describeError(error: Error): { type: string; message: string; stack: string } {
  const { type, message, stack } = stdSerializers.err(error)
  const ofQuery = 'query' in error && 'params' in error
  const ofServer = 'severity' in error
  if (!ofQuery && !ofServer) return { type, message, stack }
  const calls = stack.split('\n').filter((line) => line.startsWith('    at '))
  const fault = ofQuery ? `Failed query: ${String(error.query)}` : (message.split(': "')[0] ?? '')
  return { type, message: fault, stack: calls.join('\n') }
}
