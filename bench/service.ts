import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findLine } from '../test/harness/service.ts'

/** A process of the built service that logs to a file, as it does in production. */
export type ServiceProcess = AsyncDisposable & {
  /** The origin of its API, such as `http://127.0.0.1:4000`; a worker has none. */
  origin: string
  /** From the spawn to its line "ready". */
  startMs: number
  /** CPU time since its start, user and system; undefined where there is no /proc. */
  readCpuMs(): number | undefined
  /** Resident memory now and at its highest, in MiB; undefined where there is no /proc. */
  readMemory(): { nowMib: number; peakMib: number } | undefined
  /** Sends a question to the module that was loaded before the service, one at a time. */
  ask(question: string): Promise<unknown>
}

export type ServiceOptions = {
  environment: Record<string, string>
  logFile: string
  /** Writes a CPU profile there when the process ends. */
  profileFolder: string | undefined
  /** A module that is loaded before the service, and answers `ask` over Node's channel between processes. */
  preload?: string | undefined
}

const root = join(import.meta.dirname, '..')
const startMaxMs = 60_000
const answerMaxMs = 30_000

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export const isBuilt = () => existsSync(programOf('all'))

export async function startService(
  name: 'all' | 'api' | 'worker',
  { environment, logFile, profileFolder, preload }: ServiceOptions,
): Promise<ServiceProcess> {
  const output = openSync(logFile, 'w')
  const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'json', ...environment }
  const profiling = profileFolder ? profilingOptions(profileFolder, name) : []
  const preloading = preload ? ['--import', preload] : []
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, [...profiling, ...preloading, programOf(name)], {
    env,
    stdio: ['ignore', output, output, ...(preload ? (['ipc'] as const) : [])],
    // Ctrl-C reaches only the benchmark, which then stops everything in order.
    detached: true,
    cwd: '/',
  })
  running.add(child)
  child.once('exit', () => running.delete(child))

  let ready: Record<string, unknown> | undefined
  while (!ready) {
    await delay(5)
    const lines = readFileSync(logFile, 'utf8')
    ready = findLine(lines, 'ready')
    const startMs = performance.now() - startedAtMs
    if (ready) break
    if (child.exitCode !== null || startMs > startMaxMs) {
      child.kill('SIGKILL')
      throw new Error(`${name} did not start (${child.exitCode ?? 'too slow'}):\n${lines}`)
    }
  }
  return {
    origin: `http://127.0.0.1:${ready.port}`,
    startMs: performance.now() - startedAtMs,
    readCpuMs: () => readCpuMs(child.pid ?? 0),
    readMemory: () => readMemory(child.pid ?? 0),
    async ask(question) {
      const answered = once(child, 'message', { signal: AbortSignal.timeout(answerMaxMs) })
      child.send(question)
      const [answer] = await answered
      return answer
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

function programOf(name: string): string {
  return join(root, 'dist', 'bin', `${name}.js`)
}

function profilingOptions(folder: string, name: string): string[] {
  mkdirSync(folder, { recursive: true })
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}-${Date.now()}.cpuprofile`]
}

/** proc(5): fields 14 and 15 of stat are user and system time in ticks, of which Linux has 100 a second. */
function readCpuMs(pid: number): number | undefined {
  const stat = readProcFile(pid, 'stat')
  if (!stat) return undefined
  // The second field is the program's name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function readMemory(pid: number): { nowMib: number; peakMib: number } | undefined {
  const status = readProcFile(pid, 'status')
  const kib = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status ?? '')?.[1])
  return status ? { nowMib: kib('VmRSS') / 1024, peakMib: kib('VmHWM') / 1024 } : undefined
}

function readProcFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}
