import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { awaitEvent } from './await-event.ts'
import type { ProcessMessage, ProcessSettings } from './message.ts'
import { ProcessError, type ProcessErrorKind } from './process-error.ts'

export type LimitedProcessOptions = {
  /** The module that it runs, which calls `serveOrders`; without its extension. */
  program: URL
  /** Time limit of one order. */
  timeoutMs: number
  memoryBytesMax: number
}

/**
 * A process that handles one order at a time. It ends after a failure; start another one then.
 */
export type LimitedProcess<Order, Result> = AsyncDisposable & {
  readonly pid: number | undefined
  /** @throws ProcessError */
  run(order: Order): Promise<Result>
  readonly isAlive: boolean
}

const startTimeoutMs = 15_000
/** Memory in addition to the input: Node itself, the stacks of its threads, the libraries. */
const ownMemoryBytes = 256 * 1024 * 1024
/** Compiles the sources when they are loaded. */
const loaderMemoryBytes = 512 * 1024 * 1024
const heapMegabytesMax = 128
const complaintCharsMax = 4_000

/**
 * Starts a process for input that may make a library crash or compute for minutes. Its limits: the parent
 * kills it when an order takes longer than `timeoutMs`. It ends itself when its resident memory is above
 * `memoryBytesMax` (measured every 10 ms, on every system). On Linux the kernel refuses more writable memory
 * than that and Node's own share (RLIMIT_DATA), so a single huge allocation is never filled. It gets none of
 * our environment and ends with its parent.
 */
export function startLimitedProcess<Order, Result>({
  program,
  timeoutMs,
  memoryBytesMax,
}: LimitedProcessOptions): LimitedProcess<Order, Result> {
  const child = spawnLimited(program, memoryBytesMax)
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-complaintCharsMax)
  })
  let hasEnded = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true
      resolve()
    }
    child.once('close', end)
    child.once('error', end)
  })
  const started = receive(startTimeoutMs)
  // The error is reported to the first order.
  started.catch(() => undefined)

  /** The next message of the process. If no message comes, this rejects after the process has ended. */
  async function receive(withinMs: number): Promise<ProcessMessage<Result>> {
    if (hasEnded) throw await fail(...describeEnd())
    const first = await awaitEvent(child, ['message', 'close', 'error'], withinMs)
    if (!first) throw await fail('timeout', `the process did not answer within ${withinMs} ms`)
    if (first.name !== 'message') throw await fail(...describeEnd())
    const message = first.value as ProcessMessage<Result>
    if (message.kind === 'out_of_memory') throw await fail('out_of_memory', 'the input takes too much memory')
    return message
  }

  /**
   * The allocator's last message is the only sign that an abort was for memory: Rust and V8 both end with
   * SIGABRT for it.
   */
  function describeEnd(): [ProcessErrorKind, string] {
    if (/memory allocation of \d+ bytes failed|heap out of memory/.test(complaint))
      return ['out_of_memory', 'the input takes too much memory']
    return ['crashed', `the process ended with ${child.signalCode ?? child.exitCode}`]
  }

  async function fail(kind: ProcessErrorKind, message: string): Promise<ProcessError> {
    await end()
    return new ProcessError(kind, message)
  }

  async function end(): Promise<void> {
    child.kill('SIGKILL')
    await exited
  }

  return {
    get pid() {
      return child.pid
    },
    get isAlive() {
      return child.connected && !child.killed
    },
    async run(order) {
      const first = await started.catch((error: unknown) => {
        throw error instanceof ProcessError ? new ProcessError('crashed', error.message) : error
      })
      if (first.kind !== 'ready') throw await fail('crashed', 'the process did not start')
      // If the channel closes in the meantime, the process is ending.
      if (child.connected) child.send(order as object, () => undefined)
      const message = await receive(timeoutMs)
      if (message.kind === 'unreadable') throw new ProcessError('unreadable', message.reason)
      if (message.kind !== 'done') throw await fail('crashed', `the process answered ${message.kind}`)
      if (message.isLast) await end()
      return message.result
    },
    [Symbol.asyncDispose]: end,
  }
}

function spawnLimited(program: URL, memoryBytesMax: number): ChildProcess {
  const settings: ProcessSettings = { memoryBytesMax }
  // Runs from source in tests, where Node 20 needs a loader, and built otherwise.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const loader =
    extension === 'ts' ? ['--import', `file://${createRequire(import.meta.url).resolve('tsx')}`] : []
  const commandLine = [
    process.execPath,
    `--max-old-space-size=${heapMegabytesMax}`,
    ...loader,
    `${fileURLToPath(program)}.${extension}`,
    JSON.stringify(settings),
  ]
  const shell = '/bin/sh'
  const limited = process.platform === 'linux' && existsSync(shell)
  const loaderBytes = loader.length > 0 ? loaderMemoryBytes : 0
  const kilobytes = Math.ceil((memoryBytesMax + ownMemoryBytes + loaderBytes) / 1024)
  const [command = '', ...args] = limited
    ? [shell, '-c', `ulimit -d ${kilobytes} && ulimit -c 0; exec "$@"`, 'limited', ...commandLine]
    : commandLine
  const child = spawn(command, args, {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  // Loading sources takes a minute beside busy processes if it has a lower priority than they have.
  if (loader.length === 0) lowerPriority(child)
  return child
}

/** The process that answers requests has priority. */
function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // The process has already ended, or the system does not allow it. The process works without it.
  }
}
