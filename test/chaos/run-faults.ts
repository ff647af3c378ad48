import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createDisposalStack, type DisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { preparePostgres } from './postgres-server.ts'
import { type Processes, watchProcesses } from './processes.ts'
import { describeSkipped, type Row, type RowResult, runFault } from './run-fault.ts'
import type { Backend } from './servers.ts'
import { type Form, openStage } from './stage.ts'

export type PlayOptions = {
  rows: Row[]
  backends: Backend[]
  form: Form
  seed: number
  /** The number of stages that are open at once; faults mostly wait. */
  lanes: number
  /** The root of a built checkout of another version. */
  previous?: string | undefined
  tell: (line: string) => void
}

export type Played = { results: RowResult[]; leftovers: string[] }

/**
 * Runs the faults on several stages at a time, and closes everything that it has opened.
 *
 * @param stack owns everything that is opened, so that an interrupt can close it.
 */
export async function runFaults(options: PlayOptions, stack: DisposalStack): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'chatsvg-chaos-'))
  await chmod(folder, 0o711)
  const processes = watchProcesses()
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const template = join(folder, 'template', 'postgres')
  const preparing = preparePostgres(template, options.previous)
  // An interrupt waits for resources that are being opened, because otherwise they would stay open.
  stack.defer(() => preparing.catch(() => undefined))
  await preparing
  const results = [
    ...(await runInLanes(options, { folder, template, processes }, stack)),
    ...options.rows.flatMap((row) => describeSkipped(row, options.backends)),
  ]
  await stack[Symbol.asyncDispose]()
  const orderOf = ({ id }: RowResult) => options.rows.findIndex((row) => row.id === id)
  results.sort((a, b) => orderOf(a) - orderOf(b) || a.backend.localeCompare(b.backend))
  return { results, leftovers: await findLeftovers(folder, processes) }
}

type Ground = { folder: string; template: string; processes: Processes }

async function runInLanes(options: PlayOptions, ground: Ground, stack: DisposalStack): Promise<RowResult[]> {
  const results: RowResult[] = []
  const queues = new Map(options.backends.map((backend) => [backend, chooseTasks(options, backend)]))
  const laneBackends = shareLanes(options, queues)
  await Promise.all(
    laneBackends.map(async (backend, at) => {
      const tasks = queues.get(backend) ?? []
      if (tasks.length === 0) return
      await runLane(
        options,
        ground,
        { backend, name: `${backend === 'redis' ? 'r' : 'p'}${at}`, tasks },
        stack,
        results,
      )
    }),
  )
  return results
}

/** One stage for the faults in sequence, and a new one after a fault whose damage remains. */
async function runLane(
  options: PlayOptions,
  { folder, template, processes }: Ground,
  { backend, name, tasks }: { backend: Backend; name: string; tasks: Row[] },
  stack: DisposalStack,
  results: RowResult[],
): Promise<void> {
  for (let stages = 0; tasks.length > 0; stages += 1) {
    const own = stack.use(createDisposalStack())
    const stageName = `${name}s${stages}`
    const seed = options.seed + hash(stageName)
    const { form } = options
    const opening = openStage({
      name: stageName,
      backend,
      form,
      folder: join(folder, stageName),
      template,
      seed,
      processes,
      previous: options.previous,
    })
    own.defer(async () => (await opening.catch(() => undefined))?.[Symbol.asyncDispose]())
    const stage = await opening
    let row = tasks.shift()
    while (row) {
      const next = row.spoilsStage ? undefined : tasks.shift()
      options.tell(`${row.id} on ${backend}: ${row.title}`)
      const result = await runFault(stage, row, next)
      options.tell(
        `${row.id} on ${backend}: ${result.verdict} after ${(result.elapsedMs / 1_000).toFixed(1)} s`,
      )
      results.push(result)
      row = next
    }
    await own[Symbol.asyncDispose]()
  }
}

const hash = (text: string) =>
  [...text].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 0) % 10_000

/** The short form runs each fault once; with both backends, they alternate. */
function chooseTasks({ rows, backends, form }: PlayOptions, backend: Backend): Row[] {
  const here = rows.filter((row, at) => {
    if (row.backends && !row.backends.includes(backend)) return false
    if (form === 'full' || backends.length === 1) return true
    return row.backends ? true : backends[at % backends.length] === backend
  })
  // Long faults start first, so that all stages end at about the same time.
  return here.toSorted((a, b) => Number(b.isLong ?? false) - Number(a.isLong ?? false))
}

function shareLanes({ lanes, backends }: PlayOptions, queues: Map<Backend, Row[]>): Backend[] {
  const total = [...queues.values()].reduce((sum, tasks) => sum + tasks.length, 0)
  return backends.flatMap((backend) => {
    const own = queues.get(backend)?.length ?? 0
    const count = Math.min(own, Math.max(1, Math.round((lanes * own) / Math.max(1, total))))
    return Array<Backend>(count).fill(backend)
  })
}

/** Processes need a moment to be gone after their parents. */
async function findLeftovers(folder: string, processes: Processes): Promise<string[]> {
  const deadlineMs = performance.now() + 5_000
  let left = processes.findLeft(folder)
  while (left.length > 0 && performance.now() < deadlineMs) {
    await delay(100)
    left = processes.findLeft(folder)
  }
  return [
    ...left.map(({ pid, command }) => `process ${pid}: ${command}`),
    ...(existsSync(folder) ? [`folder ${folder}`] : []),
  ]
}
