import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import type { ThreadTask } from './thread-task.ts'
import { createTurns } from './turns.ts'

export type ThreadPoolOptions = {
  /**
   * Default: one less than the machine has cores, at least 1 and at most 2. The first thread of the process
   * keeps a core.
   */
  threadsMax?: number
  /**
   * After this long without work a thread ends and gives its memory back. Default 5 min: the first task after
   * that waits for code to load.
   */
  idleMs?: number
  /** A task that runs longer is stopped together with its thread. Default 20 s. */
  taskTimeoutMs?: number
  /** A thread whose heap grows beyond this ends, and its task fails. Default 256 MiB. */
  heapMaxMb?: number
}

export type ThreadPool = AsyncDisposable & {
  /**
   * Runs the task in the next free thread, first come first served.
   *
   * @throws what the task throws, as a plain `Error`; the signal's reason, when it aborts before the result
   * is there (a task that already
   *   runs is stopped together with its thread); a `TimeoutError` when it ran for `taskTimeoutMs`.
   */
  run<Input, Output>(task: ThreadTask<Input, Output>, input: Input, signal?: AbortSignal): Promise<Output>
  /** How many threads there are now. */
  readonly size: number
}

/**
 * Work in threads steps back for whoever answers requests. Elsewhere than on Linux the priority is the whole
 * process's.
 */
const niceIncrement = process.platform === 'linux' ? 10 : 0

/** Costs nothing before the first task. Disposing stops what still runs. */
export function openThreadPool(options: ThreadPoolOptions = {}): ThreadPool {
  const {
    threadsMax = Math.min(2, Math.max(1, availableParallelism() - 1)),
    idleMs = 5 * 60_000,
    taskTimeoutMs = 20_000,
    heapMaxMb = 256,
  } = options
  // Tasks wait here and not in Piscina, which forgets those that wait when the last thread is stopped.
  const turns = createTurns(threadsMax)
  let pool: Piscina | undefined
  let isClosed = false
  const open = async () => {
    const { Piscina } = await import('piscina')
    if (isClosed) throw closed()
    pool ??= new Piscina({
      minThreads: 0,
      maxThreads: threadsMax,
      idleTimeout: idleMs,
      execArgv: argumentsForSource(),
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
      // Threads read what strangers wrote, and need no secret.
      env: {},
      recordTiming: false,
      niceIncrement,
    })
    return pool
  }
  return {
    async run(task, input, signal) {
      using _turn = await turns.take(signal)
      const limit = AbortSignal.timeout(taskTimeoutMs)
      const limited = signal ? AbortSignal.any([signal, limit]) : limit
      try {
        const filename = fileURLToPath(task.module)
        const threads = pool ?? (await open())
        return await threads.run(input, { filename, name: task.name, signal: limited })
      } catch (error) {
        limited.throwIfAborted()
        throw error
      }
    },
    get size() {
      return pool?.threads.length ?? 0
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      turns.close(closed())
      await pool?.destroy()
    },
  }
}

const closed = () => new Error('The thread pool is closed')

/**
 * Built code runs as it is. Sources need a loader: what Node reads by itself since 22.18 lacks newer syntax.
 * It is registered by hand, since tsx as a preload leaves `import()` in a thread to the process, and a test
 * runner's process knows no sources.
 */
function argumentsForSource(): string[] {
  if (!import.meta.url.endsWith('.ts')) return []
  const registration = `import{register}from${JSON.stringify(import.meta.resolve('tsx/esm/api'))};register()`
  return ['--import', `data:text/javascript,${encodeURIComponent(registration)}`]
}
