import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from '../harness/free-port.ts'
import type { Processes } from './processes.ts'
import { launchService, type Plan, type ReportedStep, type ServiceProcess } from './service-process.ts'

/**
 * Runs a process of the service and restarts it after it has died, like a supervisor in production.
 */
export type Slot = {
  readonly name: 'api' | 'worker'
  /** The port of an API, the same for every process of this slot. */
  readonly port: number
  readonly current: ServiceProcess
  /** The first process of this slot, which gets the plan. */
  readonly first: ServiceProcess
  readonly isUp: boolean
  /** Ends it and leaves the slot empty. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Ends it and starts a new one. */
  replace(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export type SlotOptions = {
  plan?: Plan
  /** The plan of each restarted process; default: none. */
  nextPlan?: () => Plan
  environment?: Record<string, string | undefined>
  /** The checkout whose build runs; default: this one. */
  checkout?: string | undefined
}

export type Interruption = { jobId: string; atMs: number }

/** The processes of a stage, and the failpoints that they reported. */
export type Slots = {
  open(name: 'api' | 'worker', options?: SlotOptions): Promise<Slot>
  readonly all: readonly Slot[]
  readonly steps: readonly ReportedStep[]
  /** Jobs whose process died or was stopped while it held them. */
  readonly interruptions: readonly Interruption[]
  /** Processes that ended by SIGKILL, whoever sent it. */
  readonly killCount: number
  interrupt(process: ServiceProcess, atMs: number): void
  /**
   * Stops all processes in order, except APIs and this many workers without a plan or settings, which the
   * next fault can use.
   *
   * @returns what did not end well.
   */
  leave(workersKept: number): Promise<string[]>
  /** Stops all processes in order. @returns the processes that did not exit with 0. */
  close(): Promise<string[]>
}

const restartMs = 150
const orderlyEndMaxMs = 30_000
const startMaxMs = 15_000
const released = new Set(['job.settled', 'job.failed', 'job.requeued', 'job.handed_back'])
/** A job that an API or a sweeper was about to enqueue. */
const aboutToEnqueue = new Set(['accept.committed', 'queue.entry_added', 'sweep.marked'])

export function createSlots(environment: Record<string, string | undefined>, processes: Processes): Slots {
  type OwnSlot = Slot & { abandon(): void; readonly isPlain: boolean }
  const slots: OwnSlot[] = []
  const spares: OwnSlot[] = []
  const steps: ReportedStep[] = []
  const interruptions: Interruption[] = []
  let killCount = 0

  function launch(name: 'api' | 'worker', port: number, options: SlotOptions, plan: Plan) {
    const started = launchService(name, {
      environment: { ...environment, ...options.environment, PORT: String(port) },
      plan,
      own: processes.own,
      onStep: (step) => steps.push(step),
      checkout: options.checkout,
    })
    void started.exited.then(({ signal }) => {
      if (signal !== 'SIGKILL') return
      killCount += 1
      interrupt(started, started.diedAtMs ?? Date.now())
    })
    return started
  }

  function interrupt({ steps: told }: ServiceProcess, atMs: number): void {
    const held = new Set<string>()
    for (const { step, jobId = '', act } of told) {
      if (step === 'job.claimed') held.add(jobId)
      if (released.has(step)) held.delete(jobId)
      if (act === 'kill' && aboutToEnqueue.has(step) && jobId) held.add(jobId)
    }
    for (const jobId of held) interruptions.push({ jobId, atMs })
  }

  async function open(name: 'api' | 'worker', options?: SlotOptions): Promise<Slot> {
    const at = options ? -1 : spares.findIndex((spare) => spare.name === name && spare.isUp)
    const [spare] = at < 0 ? [] : spares.splice(at, 1)
    if (!spare) return openNew(name, options ?? {})
    slots.push(spare)
    return spare
  }

  async function openNew(name: 'api' | 'worker', options: SlotOptions): Promise<Slot> {
    const port = name === 'api' ? await findFreePort() : 0
    const first = launch(name, port, options, options.plan ?? {})
    let current = first
    let up = false
    let wanted = true
    let starting: Promise<void> = first.ready

    const supervise = (watched: ServiceProcess) => {
      void watched.exited.then(async () => {
        if (current === watched) up = false
        if (!wanted || current !== watched) return
        await delay(restartMs)
        if (wanted && current === watched) await run()
      })
    }
    const run = async () => {
      const next = launch(name, port, options, options.nextPlan?.() ?? {})
      current = next
      supervise(next)
      // A process that cannot start because its database is down is restarted like one that died.
      starting = next.ready.then(
        () => {
          if (current === next && next.isRunning) up = true
        },
        () => undefined,
      )
      await starting
    }
    supervise(first)
    await first.ready
    up = first.isRunning

    const slot = {
      name,
      port,
      get current() {
        return current
      },
      first,
      get isUp() {
        return up
      },
      get isPlain() {
        return (
          up &&
          !options.environment &&
          !options.checkout &&
          !options.nextPlan &&
          (!options.plan || current !== first)
        )
      },
      abandon() {
        wanted = false
      },
      async stop(signal: NodeJS.Signals = 'SIGTERM') {
        wanted = false
        await Promise.race([starting.catch(() => undefined), delay(startMaxMs, undefined, { ref: false })])
        current.signal(signal)
        const ended = await current.exited
        up = false
        return ended
      },
      async replace(signal: NodeJS.Signals = 'SIGTERM') {
        wanted = false
        const old = current
        old.signal(signal)
        // New requests go to other instances, as a load balancer does when one is no longer ready.
        const ended = await old.exited
        up = false
        wanted = true
        await run()
        return ended
      },
    }
    slots.push(slot)
    return slot
  }

  async function endAll(leaving: OwnSlot[]): Promise<string[]> {
    for (const slot of leaving) slot.abandon()
    const ends = await Promise.all(
      leaving.map(async (slot) => {
        if (!slot.current.isRunning) return undefined
        slot.current.signal('SIGCONT')
        const timer = setTimeout(() => slot.current.signal('SIGKILL'), orderlyEndMaxMs)
        const { code, signal } = await slot.stop()
        clearTimeout(timer)
        return code === 0 ? undefined : `${slot.name} ${slot.current.pid} ended with ${signal ?? code}`
      }),
    )
    return ends.filter((end) => end !== undefined)
  }

  async function leave(workersKept: number): Promise<string[]> {
    const all = slots.splice(0)
    const plain = (name: string) => all.filter((slot) => slot.name === name && slot.isPlain)
    const kept = [...plain('api'), ...plain('worker').slice(0, workersKept)]
    spares.push(...kept)
    return endAll(all.filter((slot) => !kept.includes(slot)))
  }

  return {
    open,
    all: slots,
    steps,
    interruptions,
    get killCount() {
      return killCount
    },
    interrupt,
    leave,
    close: () => endAll([...slots.splice(0), ...spares.splice(0)]),
  }
}
