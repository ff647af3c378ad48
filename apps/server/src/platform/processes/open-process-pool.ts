import { FairQueue } from '../async/index.ts'
import { ProcessError } from './process-error.ts'
import {
  type LimitedProcess,
  type LimitedProcessOptions,
  startLimitedProcess,
} from './start-limited-process.ts'

export type ProcessPoolOptions = LimitedProcessOptions & {
  /** The maximum of processes; they start when they are needed. */
  processesMax: number
  /**
   * The maximum of waiting orders. Above it, orders fail with `busy`, first those of the client that has the
   * most.
   */
  waitingMax: number
  /** How long an order may wait before it fails with `busy`. */
  patienceMs: number
  /** How long a process may be idle before it is ended. */
  idleMs: number
}

export type ProcessPool<Order, Result> = AsyncDisposable & {
  /**
   * @param client the client that requested it; clients take turns.
   * @throws ProcessError for every fault of the input.
   */
  run(order: Order, client: string): Promise<Result>
  /** Ids of the current processes. */
  readonly pids: number[]
}

type Waiting<Order, Result> = {
  start: (process: LimitedProcess<Order, Result>) => void
  refuse: (reason: string) => void
}

/**
 * Opens a pool of processes for input that may crash them; no process is started yet. Disposing ends all of
 * them and refuses waiting orders.
 */
export function openProcessPool<Order, Result>(options: ProcessPoolOptions): ProcessPool<Order, Result> {
  const { processesMax, waitingMax, patienceMs, idleMs } = options
  type Process = LimitedProcess<Order, Result>
  const idle = new Map<Process, NodeJS.Timeout>()
  const busy = new Set<Process>()
  const waiting = new FairQueue<Waiting<Order, Result>>(waitingMax)
  let closed = false

  function takeProcess(): Process | undefined {
    for (const [process, timer] of idle) {
      clearTimeout(timer)
      idle.delete(process)
      if (process.isAlive) return process
    }
    return busy.size < processesMax ? startLimitedProcess(options) : undefined
  }

  function giveBack(process: Process): void {
    busy.delete(process)
    if (closed) return
    if (process.isAlive) idle.set(process, setTimeout(() => endIdle(process), idleMs).unref())
    startNext()
  }

  function endIdle(process: Process): void {
    idle.delete(process)
    void process[Symbol.asyncDispose]()
  }

  function startNext(): void {
    const process = waiting.size > 0 ? takeProcess() : undefined
    if (!process) return
    busy.add(process)
    waiting.take()?.start(process)
  }

  function acquire(client: string): Promise<Process> {
    if (closed) return Promise.reject(new ProcessError('busy', 'the pool is closed'))
    return new Promise((resolve, reject) => {
      const entry: Waiting<Order, Result> = {
        start: (process) => {
          clearTimeout(timer)
          resolve(process)
        },
        refuse: (reason) => {
          clearTimeout(timer)
          reject(new ProcessError('busy', reason))
        },
      }
      const timer = setTimeout(() => {
        waiting.delete(client, entry)
        entry.refuse(`no turn within ${patienceMs} ms`)
      }, patienceMs)
      waiting.add(client, entry)?.refuse('too many orders are waiting')
      startNext()
    })
  }

  return {
    async run(order, client) {
      const process = await acquire(client)
      try {
        return await process.run(order)
      } finally {
        giveBack(process)
      }
    },
    get pids() {
      return [...idle.keys(), ...busy].flatMap(({ pid }) => pid ?? [])
    },
    async [Symbol.asyncDispose]() {
      closed = true
      for (const entry of waiting.clear()) entry.refuse('the pool is closed')
      const processes = [...idle.keys(), ...busy]
      for (const timer of idle.values()) clearTimeout(timer)
      idle.clear()
      await Promise.all(processes.map((process) => process[Symbol.asyncDispose]()))
    },
  }
}
