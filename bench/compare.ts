import type { Compared, Family } from './family.ts'
import { type Driven, drive, type Target } from './load/drive.ts'
import { medianOf } from './median.ts'
import type { Row } from './row.ts'
import { redisEnvironment, type Stage, withStack } from './stage.ts'
import { registerSenders } from './users.ts'

const sendersCount = 32
const rounds = 3

type Server = { name: string; target: Target }

/**
 * Measures the built service and other servers of the same contract in the same way, which is by HTTP alone.
 * They take turns, so that other load on the machine affects all of them. Medians of three rounds.
 */
export async function compareServers(stage: Stage, families: Family[], origins: string[]): Promise<Row[]> {
  return withStack(async (stack) => {
    const database = stack.use(await stage.createDatabase('compared'))
    const service = stack.use(
      await stage.startService('all', {
        DATABASE_URL: database.url,
        SIGNUP_CREDITS: '1000000',
        ...redisEnvironment(stage),
      }),
    )
    const servers: Server[] = [
      { name: 'this build', target: service },
      ...origins.map((origin) => ({ name: origin, target: { origin } })),
    ]
    const rows: Row[] = []
    const inOrder = families.toSorted(
      (a, b) => Number(a.compared?.isLast ?? false) - Number(b.compared?.isLast ?? false),
    )
    for (const { name, compared } of inOrder)
      if (compared) rows.push(...(await compareFigure(stage, name, compared, servers)))
    return rows
  })
}

async function compareFigure(
  stage: Stage,
  family: string,
  compared: Compared,
  servers: Server[],
): Promise<Row[]> {
  stage.report(`${family}: ${compared.what}`)
  const measured = servers.map(() => [] as Driven[])
  const failures = new Map<number, string>()
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { target }] of servers.entries()) {
      if (failures.has(at)) continue
      try {
        // New ones each time: the load has rotated their tokens and spent their credits.
        const senders = await registerSenders(target.origin, sendersCount)
        measured[at]?.push(await drive(target, stage.seconds, compared.load(senders)))
      } catch (error) {
        // The figures of the other servers are still useful.
        failures.set(at, (error as Error).message.split('\n')[0] ?? '')
      }
    }
  const rows = servers.map(({ name }, at): Row => {
    const all = measured[at] ?? []
    const median = (pick: (driven: Driven) => number) => medianOf(all.map(pick))
    const what = `${compared.what}: ${name}`
    const failure = failures.get(at)
    if (failure !== undefined) return { family, what, value: null, unit: 'req/s', note: failure }
    return {
      family,
      what,
      value: median(({ perSecond }) => perSecond),
      unit: 'req/s',
      p50Ms: median(({ p50Ms }) => p50Ms),
      p99Ms: median(({ p99Ms }) => p99Ms),
      cpuMs: median(({ cpuMs }) => cpuMs ?? Number.NaN),
      note: `${all.reduce((sum, { requests }) => sum + requests, 0)} requests`,
    }
  })
  const [own, ...others] = rows
  if (!own || own.value === null) return rows
  const limits = [{ what: 'this build', value: own.value }]
  return [own, ...others.map((row) => ({ ...row, limits }))]
}
