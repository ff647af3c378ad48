import { setTimeout as delay } from 'node:timers/promises'
import { generateSvgJob } from '../../../apps/server/src/features/jobs/index.ts'
import { type FailpointName, failpointNames } from '../failpoints.ts'
import { pictureAfter, textReply } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Plan } from '../service-process.ts'
import type { Slot } from '../slots.ts'
import type { Stage } from '../stage.ts'

/** The number of jobs during the faults, of jobs after them, and of processes that are killed. */
const sizes = { short: { jobs: 120, after: 0, kills: 12 }, full: { jobs: 500, after: 1_500, kills: 60 } }
/** A worker is stopped for longer than its lease. */
const standstillMs = 14_000
const outageMs = 1_200
const tenMinutesMs = 600_000
/** Between two faults. */
const pauseMs = { short: 900, full: 1_800 }
const heapGrowthMaxMib = 24
const residentMaxMib = { api: 250, worker: 400 }
const warmUpJobs = 20
const stormMaxMs = 15 * 60_000

type Fault = (storm: Storm) => Promise<void>

type Storm = { stage: Stage; apis: Slot[]; workers: Slot[]; late: Promise<unknown>[] }

/** All faults at once: what holds for each fault must also hold for all together. */
export const storms: Row[] = [
  {
    id: 'STORM',
    title: 'all faults at once, in random order',
    short: true,
    isLong: true,
    workers: 1,
    async run(stage) {
      const { jobs, after, kills } = sizes[stage.form]
      stage.servers.model.usually = (call) => replyAtRandom(stage, call)
      // No fault affects these two processes, so that their memory can be compared.
      const [api, worker] = await Promise.all([stage.startApi(), stage.startWorker()])
      await stage.waitForEnds(idsOf(await stage.crowd.post(warmUpJobs)))
      const apiBefore = await readMemory(api)
      const workerBefore = await readMemory(worker)

      let isFaulty = true
      const nextPlan = () => (isFaulty ? planAtRandom(stage) : {})
      const storm: Storm = {
        stage,
        apis: [await stage.startApi({ plan: nextPlan(), nextPlan })],
        workers: await Promise.all([0, 1].map(() => stage.startWorker({ plan: nextPlan(), nextPlan }))),
        late: [],
      }
      const killsBefore = stage.slots.killCount
      const countKills = () => stage.slots.killCount - killsBefore
      const everyMs = pauseMs[stage.form] / 4
      const posting = stage.crowd.post(jobs, { everyMs })
      const counts = await rage(storm, posting, () => countKills() >= kills)
      const rest = stage.crowd.post(after, { everyMs: 40 })
      await killOn(storm, () => countKills() >= kills)
      isFaulty = false
      await Promise.all(storm.late)
      const posted = [...(await posting), ...(await rest)]
      stage.servers.model.usually = () => pictureAfter(150)
      await stage.repair()
      await stage.waitForEnds(idsOf(posted), stormMaxMs)
      const apiMemory = expectFlat(stage, api.name, apiBefore, await readMemory(api))
      const workerMemory = expectFlat(stage, worker.name, workerBefore, await readMemory(worker))
      stage.expect(countKills() >= kills, `${kills} processes are killed (${countKills()})`)
      return `${describe(counts)}; ${apiMemory}, ${workerMemory}`
    },
  },
]

const idsOf = (posted: readonly { acknowledged?: { jobId: string } }[]) =>
  posted.flatMap(({ acknowledged }) => (acknowledged ? [acknowledged.jobId] : []))

const describe = (counts: Map<string, number>) =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ')

type Memory = { heapMib: number; residentMib: number }

async function readMemory({ current }: Slot): Promise<Memory> {
  const heapBytes = await current.readHeapBytes()
  return {
    heapMib: Math.round(heapBytes / 2 ** 20),
    residentMib: Math.round(current.residentBytes() / 2 ** 20),
  }
}

/**
 * The heap must not grow with the jobs; resident memory may, up to the collector's usual size.
 */
function expectFlat(stage: Stage, name: 'api' | 'worker', before: Memory, after: Memory): string {
  const heapGrowth = after.heapMib - before.heapMib
  stage.expect(heapGrowth < heapGrowthMaxMib, `the heap of the ${name} is flat (${heapGrowth} MiB more)`)
  const bound = residentMaxMib[name]
  stage.expect(after.residentMib < bound, `the ${name} stays below ${bound} MiB (${after.residentMib})`)
  const change = (from: number, to: number) => `${from} -> ${to} MiB`
  return `${name} heap ${change(before.heapMib, after.heapMib)}, resident ${change(before.residentMib, after.residentMib)}`
}

/**
 * Each kind at least once, in an order that depends on the seed, until the jobs are posted and enough
 * processes are killed.
 */
async function rage(
  storm: Storm,
  posting: Promise<unknown>,
  isEnough: () => boolean,
): Promise<Map<string, number>> {
  const { stage } = storm
  const faults = Object.entries(faultsFor(stage))
  const counts = new Map<string, number>()
  let posted = false
  void posting.then(() => {
    posted = true
  })
  const deadlineMs = performance.now() + stormMaxMs
  for (let round = 0; round === 0 || (!posted && performance.now() < deadlineMs); round += 1) {
    for (const [name, fault] of shuffle(faults, stage.random)) {
      await fault(storm)
      counts.set(name, (counts.get(name) ?? 0) + 1)
      await delay(pauseMs[stage.form] * (0.5 + stage.random()))
      if (round > 0 && posted && isEnough()) return counts
    }
  }
  return counts
}

async function killOn(storm: Storm, isEnough: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + stormMaxMs
  while (!isEnough() && performance.now() < deadlineMs) {
    await killOne(storm.stage, [...storm.workers, ...storm.apis])
    await delay(pauseMs[storm.stage.form])
  }
}

function faultsFor(stage: Stage): Record<string, Fault> {
  const { postgres, redis, proxies } = stage.servers
  const away = (begin: () => Promise<void>, end: () => Promise<void>) =>
    stage.during(async () => {
      await begin()
      await delay(outageMs)
      await end()
    })
  const bad = (mode: 'stall' | 'slow' | 'refuse') => () => {
    const proxy = choose(
      [proxies.postgres, proxies.model, ...(proxies.redis ? [proxies.redis] : [])],
      stage.random,
    )
    return away(
      async () => proxy.set(mode),
      async () => proxy.set('pass'),
    )
  }
  return {
    'workers killed': ({ workers }) => killOne(stage, workers),
    'APIs killed': ({ apis }) => killOne(stage, apis),
    'workers killed again': ({ workers }) => killOne(stage, workers),
    'workers stopped for a while': async (storm) =>
      void storm.late.push(stopForAWhile(stage, choose(storm.workers, stage.random))),
    'PostgreSQL restarts': () =>
      away(
        () => postgres.end(choose(['fast', 'immediate', 'kill'] as const, stage.random)),
        () => postgres.start(),
      ),
    ...(redis && {
      'Redis restarts': () =>
        away(
          () => redis.kill(),
          () => redis.start(),
        ),
      'Redis flushes': () => redis.flush(),
    }),
    stalls: bad('stall'),
    refusals: bad('refuse'),
    'slow times': bad('slow'),
    resets: async () => {
      for (const proxy of Object.values(proxies)) proxy?.cut()
    },
    'lost answers': async () =>
      proxies.postgres.loseAnswers(choose(['accept_job', 'succeed_job'], stage.random), 2),
    'double deliveries': () => enqueueAgain(stage),
  }
}

async function killOne(stage: Stage, slots: Slot[]): Promise<void> {
  const up = slots.filter(({ current }) => current.isRunning)
  if (up.length > 0) choose(up, stage.random).current.signal('SIGKILL')
}

async function stopForAWhile(stage: Stage, { current }: Slot): Promise<void> {
  if (!current.isRunning) return
  stage.slots.interrupt(current, Date.now())
  current.signal('SIGSTOP')
  await delay(standstillMs)
  current.signal('SIGCONT')
}

/** Adds a second queue entry for some jobs, whatever their state. */
async function enqueueAgain({ pool, withQueue }: Stage): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from generation_jobs order by created_at desc limit 5',
  )
  const nonce = crypto.randomUUID()
  await withQueue((queue) =>
    Promise.all(rows.map(({ id }) => queue.enqueue(generateSvgJob, { jobId: id }, { id: `${id}-${nonce}` }))),
  ).catch(() => undefined)
}

/** A process that kills itself at a failpoint, perhaps with a wrong clock. */
function planAtRandom({ random }: Stage): Plan {
  const step: FailpointName = choose(failpointNames, random)
  const nth = 1 + Math.floor(random() * 6)
  const clock = { shiftMs: choose([-tenMinutesMs, tenMinutesMs], random), afterMs: random() * 10_000 }
  return { acts: [{ step, nth, act: 'kill' }], ...(random() < 0.25 && { clock }) }
}

/** Mostly pictures, at several speeds; sometimes an error of the vendor or an answer that is no picture. */
function replyAtRandom({ random }: Stage, call: number) {
  const dice = random()
  if (call === 1 && dice < 0.04) return { kind: 'error', status: 503 } as const
  if (call === 1 && dice < 0.08) return { kind: 'error', status: 429, retryAfterSeconds: 1 } as const
  if (dice < 0.1) return textReply('no picture today')
  return pictureAfter(50 + random() * 900)
}

function choose<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

function shuffle<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
