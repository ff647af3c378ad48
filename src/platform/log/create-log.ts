import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

export type LogOptions = { level: string; format: 'json' | 'pretty' }

/** Field names whose values never appear in a line, at the depths at which our objects carry them. */
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

/**
 * @param destination where lines go; standard output when left out.
 */
export function createLog({ level, format }: LogOptions, destination?: DestinationStream): Log {
  const stream =
    format === 'pretty'
      ? pretty({
          colorize: process.stdout.isTTY,
          ignore: 'pid,hostname',
          translateTime: 'HH:MM:ss',
          singleLine: true,
          sync: true,
          ...(destination && { destination }),
        })
      : destination
  const options = {
    level,
    redact: { paths: secretFields.flatMap((name) => [at(name), `*${at(name, true)}`]), censor: '[secret]' },
    serializers: { err: serializeError, error: serializeError },
    base: { pid: process.pid },
  }
  return stream ? pino(options, stream) : pino(options)
}

function at(name: string, nested = false): string {
  if (/^\w+$/.test(name)) return nested ? `.${name}` : name
  return `["${name}"]`
}

/**
 * An error as a log field. Database errors carry the row that failed (`detail`, `parameters`), which may be somebody's address
 * or prompt: only what names the fault is kept.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack } = stdSerializers.err(error)
  const code = 'code' in error ? error.code : undefined
  const constraint = 'constraint' in error ? error.constraint : undefined
  const cause = error.cause === undefined ? undefined : serializeError(error.cause)
  return { type, message, code, constraint, stack, cause }
}
