import { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { createFairTurns, createLoadAverage } from '../async/index.ts'
import type { ThreadTask } from './thread-task.ts'

const loadsSource = import.meta.url.endsWith('.ts')

export type ThreadPoolOptions = {
  /**
   * Threads after the first one start under a lasting load only. Default: one less than the machine has
   * cores, at least 1 and at most 2. The main thread keeps a core.
   */
  threadsMax?: number
  /**
   * Whether threads have the priority of the thread that answers requests. Default: a lower one. On systems
   * other than Linux the priority belongs to the whole process, and is not changed.
   */
  isForeground?: boolean
  /**
   * After this long without work a thread ends and releases its memory. Default 5 min: the next task then
   * waits for code to load.
   */
  idleMs?: number
  /**
   * A task that runs longer is stopped together with its thread. The first task of a thread also loads its
   * code. Default 20 s; two minutes where threads load sources.
   */
  taskTimeoutMs?: number
  /** A thread whose heap grows beyond this ends, and its task fails. Default 256 MiB. */
  heapMaxMb?: number
}

export type ThreadPool = AsyncDisposable & {
  /**
   * Runs the task in the next free thread. Clients take turns; tasks without one count as those of one
   * client.
   *
   * @throws the task's error, as a plain `Error`; the signal's reason, when it aborts before the result
   * arrives (a running task is stopped together with its thread); a `TimeoutError` when it ran for
   * `taskTimeoutMs`.
   */
  run<Input, Output>(
    task: ThreadTask<Input, Output>,
    input: Input,
    signal?: AbortSignal,
    client?: string,
  ): Promise<Output>
  /** The number of current threads. */
  readonly size: number
}

/**
 * A thread that loads sources has to compile them first, which takes seconds, and beside busy processes a
 * minute at a lower priority. A thread that is stopped before its code is loaded starts again from the
 * beginning.
 */
const backgroundNice = process.platform === 'linux' && !loadsSource ? 10 : 0

/**
 * Piscina tries `require` first. Node aborts the whole process when a thread is stopped while `require`
 * instantiates an ES module ("IsGraphAsync must be used on an instantiated module"); `import` does not.
 */
const loadWithImport = ['--no-experimental-require-module']

/** Of each thread. V8 would take up to 48 MiB, which a thread then keeps until it ends. */
const youngMaxMb = 12

/**
 * A further thread takes 28 MiB. It starts when tasks have run for a fifth of about the last ten seconds: not
 * because many arrive at the same moment, or because the first one loads its code.
 */
const lastingLoad = 0.2
const loadMs = 10_000
const fillMs = 500

/** Costs nothing before the first task. Disposing stops running tasks. */
export function openThreadPool(options: ThreadPoolOptions = {}): ThreadPool {
  const {
    threadsMax = Math.min(2, Math.max(1, availableParallelism() - 1)),
    isForeground = false,
    idleMs = 5 * 60_000,
    taskTimeoutMs = loadsSource ? 120_000 : 20_000,
    heapMaxMb = 256,
  } = options
  const load = createLoadAverage(loadMs)
  let pool: Piscina | undefined
  // Tasks wait here and not in Piscina, which loses waiting tasks when the last thread is stopped.
  const turns = createFairTurns({
    atOnceMax: () =>
      load.read() < lastingLoad ? Math.min(threadsMax, Math.max(1, pool?.threads.length ?? 0)) : threadsMax,
  })
  let isClosed = false
  const open = async () => {
    const { Piscina } = await import('piscina')
    if (isClosed) throw closed()
    pool ??= new Piscina({
      minThreads: 0,
      maxThreads: threadsMax,
      idleTimeout: idleMs,
      execArgv: [...loadWithImport, ...argumentsForSource()],
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb, maxYoungGenerationSizeMb: youngMaxMb },
      // Threads parse untrusted input and need no secrets.
      env: {},
      recordTiming: false,
      niceIncrement: isForeground ? 0 : backgroundNice,
    })
    return pool
  }

  async function takeTurn(client: string, signal: AbortSignal | undefined): Promise<Disposable> {
    // While one task runs for seconds, nothing else may ask for a turn.
    const timer = setInterval(turns.fill, fillMs)
    try {
      return await turns.take(client, signal)
    } finally {
      clearInterval(timer)
    }
  }

  return {
    async run(task, input, signal, client = '') {
      using _turn = await takeTurn(client, signal)
      using _work = load.begin()
      // Piscina also takes an emitter, which costs a tenth of an `AbortController`.
      const stop = new EventEmitter()
      let isTimedOut = false
      // Not `AbortSignal.timeout`, whose timer stays for the whole time after the task has ended.
      const timer = setTimeout(() => {
        isTimedOut = true
        stop.emit('abort')
      }, taskTimeoutMs)
      const abort = () => stop.emit('abort')
      signal?.addEventListener('abort', abort, { once: true })
      try {
        const filename = fileURLToPath(task.module)
        const threads = pool ?? (await open())
        signal?.throwIfAborted()
        if (isTimedOut) throw timedOut(taskTimeoutMs)
        return await threads.run(input, { filename, name: task.name, signal: stop })
      } catch (error) {
        signal?.throwIfAborted()
        throw isTimedOut ? timedOut(taskTimeoutMs) : error
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
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

const timedOut = (timeoutMs: number) =>
  new DOMException(`the task ran longer than ${timeoutMs} ms`, 'TimeoutError')

const closed = () => new Error('The thread pool is closed')

/**
 * Built code runs without a loader. Sources need one: Node's own, since 22.18, lacks newer syntax. It is
 * registered explicitly, because tsx as a preload leaves `import()` in a thread to the process, and a test
 * runner's process cannot load sources.
 */
function argumentsForSource(): string[] {
  if (!loadsSource) return []
  const registration = `import{register}from${JSON.stringify(import.meta.resolve('tsx/esm/api'))};register()`
  // A failed `require` of a source file prints a warning.
  return ['--no-warnings', '--import', `data:text/javascript,${encodeURIComponent(registration)}`]
}
