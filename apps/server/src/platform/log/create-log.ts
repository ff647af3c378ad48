import { createRequire } from 'node:module'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import type pinoPretty from 'pino-pretty'
import { showSourcePlaces } from './source-places.ts'

export type Log = Logger

export type LogOptions = {
  level: string
  format: 'json' | 'pretty'
  /** Called with every line of the levels error and fatal; must not throw. */
  onFault?: ((line: FaultLine) => void) | undefined
  /** Fields that every line gets from its context. */
  fieldsOfPlace?: (() => object) | undefined
}

/**
 * A line that reports a fault. `fields` are its own and those of its logger, unmasked: they may contain data
 * that must not leave the log.
 */
export type FaultLine = {
  level: 'error' | 'fatal'
  message: string
  error: unknown
  fields: Record<string, unknown>
}

/** Fields whose values are always masked, in case one is logged by mistake. */
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
 * Lines are written in batches, because each write costs a trip to a thread and back: more than serialising
 * ten lines. None waits longer than this.
 */
const flushIntervalMs = 100
/** Below 16 KiB, the most that the stream writes at once. */
const batchCharsMax = 12 * 1024

/** @param destination where lines go; default: standard output. */
export function createLog(
  { level, format, onFault, fieldsOfPlace }: LogOptions,
  destination?: DestinationStream,
): Log {
  const options: LoggerOptions = {
    level,
    redact: {
      paths: secretFields.map((name) => (/^\w+$/.test(name) ? name : `["${name}"]`)),
      censor: '[secret]',
    },
    serializers: { err: serializeError, error: serializeError },
    base: { pid: process.pid },
    ...(fieldsOfPlace && { mixin: fieldsOfPlace }),
    ...(onFault && { hooks: { logMethod: reportFaults(onFault, fieldsOfPlace) } }),
  }
  if (format === 'pretty') return pino(options, prettyStream(destination))
  return pino(options, destination ?? bufferedOutput())
}

function prettyStream(destination: DestinationStream | undefined) {
  // The colouring library is loaded only for output to a terminal.
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof pinoPretty
  return pretty({
    colorize: process.stdout.isTTY,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss',
    singleLine: true,
    sync: true,
    ...(destination && { destination }),
  })
}

/**
 * The stream gets whole batches: it measures all of its text for every line that it gets. The last lines,
 * which say why a process ends, are written before it does.
 */
function bufferedOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: false })
  // A write of `output` begins on a thread, for which a process that ends does not wait.
  const lastOutput = pino.destination({ fd: 1, sync: true })
  let lines: string[] = []
  let chars = 0
  function flush(to = output): void {
    if (lines.length > 0) to.write(lines.join(''))
    lines = []
    chars = 0
  }
  const batches = {
    write(line: string) {
      lines.push(line)
      chars += line.length
      if (chars >= batchCharsMax) flush()
    },
    /** pino calls it after a line of the level fatal. */
    flushSync() {
      output.flushSync()
      flush(lastOutput)
    },
  }
  setInterval(() => flush(), flushIntervalMs).unref()
  process.on('exit', batches.flushSync)
  return batches
}

type LogMethodHook = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>

const faultLevels: Record<number, FaultLine['level']> = { 50: 'error', 60: 'fatal' }

function reportFaults(
  onFault: (line: FaultLine) => void,
  fieldsOfPlace: () => object = () => ({}),
): LogMethodHook {
  return function write(args, method, levelNumber) {
    const level = faultLevels[levelNumber]
    if (level) {
      const [first, second]: unknown[] = args
      const own = typeof first === 'object' && first !== null ? first : {}
      const fields = { ...this.bindings(), ...fieldsOfPlace(), ...own }
      const error = first instanceof Error ? first : 'err' in own ? own.err : undefined
      onFault({ level, message: String(second ?? (typeof first === 'string' ? first : '')), error, fields })
    }
    method.apply(this, args)
  }
}

/**
 * An error as a log field. Database errors carry the row that failed (`detail`, `parameters`), which may
 * contain an address or a user's text: only what identifies the fault is kept.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { type, message, stack, code } = describeError(error)
  const constraint = 'constraint' in error ? error.constraint : undefined
  const cause = error.cause === undefined ? undefined : serializeError(error.cause)
  return { type, message, code, constraint, stack, cause }
}

/**
 * The text of an error that may be logged. Drizzle writes the parameters of a failed query into its message,
 * PostgreSQL the value that it could not parse, and Node the message into the stack.
 */
export function describeError(error: Error): { type: string; message: string; stack: string; code: unknown } {
  const type = error.constructor.name
  // Not pino's own serialiser, which adds the messages of the causes.
  const { message } = error
  const stack = showSourcePlaces(error.stack ?? '')
  const code = 'code' in error ? error.code : undefined
  const ofQuery = 'query' in error && 'params' in error
  const ofServer = 'severity' in error
  if (!ofQuery && !ofServer) return { type, message, stack, code }
  const calls = stack.split('\n').filter((line) => line.startsWith('    at '))
  const fault = ofQuery ? `Failed query: ${String(error.query)}` : (message.split(': "')[0] ?? '')
  return { type, message: fault, stack: calls.join('\n'), code }
}
