import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { findLine } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'
import type { FailpointName } from './failpoints.ts'

/**
 * What a process does to itself: an action when it reaches a failpoint for the n-th time, and a shifted
 * clock.
 */
export type Plan = {
  acts?: { step: FailpointName; nth: number; act: 'kill' | 'stop' | 'busy'; ms?: number }[]
  clock?: { shiftMs: number; afterMs: number }
}

/** A failpoint that a process has reported. */
export type Step = { step: FailpointName; jobId?: string; atMs: number; act?: 'kill' | 'stop' | 'busy' }

/** Called when the process with this `pid` has reached a failpoint. */
export type ReportedStep = Step & { pid: number }

export type ServiceProcess = {
  name: 'api' | 'worker'
  pid: number
  /** The port of an API; 0 for a worker. */
  port: number
  steps: readonly Step[]
  readonly isRunning: boolean
  /** Milliseconds since the epoch; undefined while it runs. */
  readonly diedAtMs: number | undefined
  output(): string
  signal(name: NodeJS.Signals): void
  /** How it ended; undefined while it runs. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  residentBytes(): number
  /** The size of its heap after a collection. */
  readHeapBytes(): Promise<number>
}

const root = join(import.meta.dirname, '../..')
const preload = join(import.meta.dirname, 'inject.mjs')
const programOf = (name: string, checkout = root) => join(checkout, 'dist', 'bin', `${name}.js`)
const readyMaxMs = 60_000
const outputCharsMax = 4_000_000

/** @param checkout the root of a checkout; default: this one. */
export const isBuilt = (checkout?: string) =>
  ['api', 'worker'].every((name) => existsSync(programOf(name, checkout)))

export type LaunchOptions = {
  environment: Record<string, string | undefined>
  plan: Plan
  own: (child: ChildProcess) => void
  onStep: (step: ReportedStep) => void
  /** The checkout whose build is started; default: this one. */
  checkout?: string | undefined
}

/** Starts a built program with `inject.mjs` in it. The caller waits for `ready`. */
export function launchService(
  name: 'api' | 'worker',
  { environment, plan, own, onStep, checkout }: LaunchOptions,
): ServiceProcess & { ready: Promise<void> } {
  const env = { PATH: process.env.PATH, LOG_FORMAT: 'json', ...environment, CHAOS_PLAN: JSON.stringify(plan) }
  const child = spawn(process.execPath, ['--import', preload, programOf(name, checkout)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // Ctrl-C reaches only the suite, which then stops everything in order.
    detached: true,
    cwd: '/',
  })
  own(child)
  const pid = child.pid ?? 0
  let output = ''
  const keepOutput = (chunk: unknown) => {
    output = (output + chunk).slice(-outputCharsMax)
  }
  child.stdout?.on('data', keepOutput)
  child.stderr?.on('data', keepOutput)
  const steps: Step[] = []
  const heaps: number[] = []
  readLines(child.stdio[3] as Readable, (line) => {
    const told = JSON.parse(line) as Step | { heapBytes: number }
    if ('heapBytes' in told) return void heaps.push(told.heapBytes)
    const step = told
    steps.push(step)
    onStep({ ...step, pid })
  })
  let diedAtMs: number | undefined
  child.once('exit', () => {
    diedAtMs = Date.now()
  })
  const exited = (once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>).then(
    ([code, signal]) => ({ code, signal }),
  )
  const handle: ServiceProcess = {
    name,
    pid,
    port: Number(environment.PORT ?? 0),
    steps,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null
    },
    get diedAtMs() {
      return diedAtMs
    },
    output: () => output,
    signal: (which) => void child.kill(which),
    exited,
    residentBytes: () => readResidentBytes(pid),
    readHeapBytes() {
      const count = heaps.length
      child.kill('SIGUSR2')
      return waitFor('the heap to be told', () => heaps[count])
    },
  }
  // A plan may end the process at its first failpoint, soon after it is ready: then it counts as ready.
  const ready = waitFor(
    `${name} to be ready`,
    () => {
      if (findLine(output, 'ready')) return true
      if (!handle.isRunning) throw new Error(`${name} ended before it was ready:\n${output.slice(-2_000)}`)
      return false
    },
    readyMaxMs,
  ).then(() => undefined)
  return Object.assign(handle, { ready })
}

function readLines(stream: Readable, tell: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) tell(line)
  })
  stream.on('error', () => undefined)
}

function readResidentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
