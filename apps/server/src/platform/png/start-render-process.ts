import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { awaitEvent } from './await-event.ts'
import { RenderError, type RenderErrorKind } from './render-error.ts'
import type { RenderAnswer, RenderOrder, RenderProcessSettings } from './render-order.ts'

export type RenderProcessOptions = { timeoutMs: number; memoryBytesMax: number }

/**
 * One rendering process, which handles one order at a time. After a failure it is gone, and another has to be
 * started.
 */
export type RenderProcess = AsyncDisposable & {
  readonly pid: number | undefined
  /** @throws RenderError */
  run(order: RenderOrder): Promise<Exclude<RenderAnswer, { kind: 'ready' | 'out_of_memory' | 'unreadable' }>>
  readonly isAlive: boolean
}

const startTimeoutMs = 15_000
/** In addition to the documents: Node itself, its threads' stacks, the library. */
const ownMemoryBytes = 256 * 1024 * 1024
/** Compiles the sources when they are loaded. */
const loaderMemoryBytes = 512 * 1024 * 1024
const heapMegabytesMax = 128
const complaintCharsMax = 4_000

/**
 * Starts a rendering process. Its limits: the parent kills it when an order takes longer than `timeoutMs`. It
 * ends itself when its resident memory is above `memoryBytesMax` (measured every 10 ms, on every system). On
 * Linux the kernel refuses more writable memory than that and Node's own share (RLIMIT_DATA), so a single
 * huge allocation is never filled. It gets none of our environment and ends with its parent.
 */
export function startRenderProcess({ timeoutMs, memoryBytesMax }: RenderProcessOptions): RenderProcess {
  const child = spawnLimited(memoryBytesMax)
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

  /** The next answer of the process. When there is none, the process has ended before this rejects. */
  async function receive(withinMs: number): Promise<RenderAnswer> {
    if (hasEnded) throw await fail(...describeEnd())
    const first = await awaitEvent(child, ['message', 'close', 'error'], withinMs)
    if (!first) throw await fail('timeout', `the document was not rendered within ${withinMs} ms`)
    if (first.name !== 'message') throw await fail(...describeEnd())
    const answer = first.value as RenderAnswer
    if (answer.kind === 'out_of_memory')
      throw await fail('out_of_memory', 'the document takes too much memory')
    return answer
  }

  /**
   * The allocator's last message is the only sign that an abort was for memory: Rust and V8 both end with
   * SIGABRT for it.
   */
  function describeEnd(): [RenderErrorKind, string] {
    if (/memory allocation of \d+ bytes failed|heap out of memory/.test(complaint))
      return ['out_of_memory', 'the document takes too much memory']
    return ['crashed', `the rendering process ended with ${child.signalCode ?? child.exitCode}`]
  }

  async function fail(kind: RenderErrorKind, message: string): Promise<RenderError> {
    await end()
    return new RenderError(kind, message)
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
        throw error instanceof RenderError ? new RenderError('crashed', error.message) : error
      })
      if (first.kind !== 'ready') throw await fail('crashed', 'the rendering process did not start')
      // If the channel closes in the meantime, the process is ending.
      if (child.connected) child.send(order, () => undefined)
      const answer = await receive(timeoutMs)
      if (answer.kind === 'unreadable') throw new RenderError('unreadable', answer.reason)
      if (answer.kind === 'png' || answer.kind === 'pixels' || answer.kind === 'plain') {
        if (answer.isLast) await end()
        return answer
      }
      throw await fail('crashed', `the rendering process answered ${answer.kind}`)
    },
    [Symbol.asyncDispose]: end,
  }
}

function spawnLimited(memoryBytesMax: number): ChildProcess {
  const settings: RenderProcessSettings = { memoryBytesMax }
  // Runs from source in tests, where Node 20 needs a loader, and built otherwise.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const loader =
    extension === 'ts' ? ['--import', `file://${createRequire(import.meta.url).resolve('tsx')}`] : []
  const program = [
    process.execPath,
    `--max-old-space-size=${heapMegabytesMax}`,
    ...loader,
    fileURLToPath(new URL(`./render-process.${extension}`, import.meta.url)),
    JSON.stringify(settings),
  ]
  const shell = '/bin/sh'
  const limited = process.platform === 'linux' && existsSync(shell)
  const loaderBytes = loader.length > 0 ? loaderMemoryBytes : 0
  const kilobytes = Math.ceil((memoryBytesMax + ownMemoryBytes + loaderBytes) / 1024)
  const [command = '', ...args] = limited
    ? [shell, '-c', `ulimit -d ${kilobytes} && ulimit -c 0; exec "$@"`, 'render', ...program]
    : program
  const child = spawn(command, args, {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  stepBack(child)
  return child
}

/** The process that answers requests has priority. */
function stepBack({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // The process has already ended, or the system does not allow it: rendering works all the same.
  }
}
