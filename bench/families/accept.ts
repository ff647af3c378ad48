import type { Family } from '../family.ts'
import { type Driven, drive } from '../load/drive.ts'
import { renderRequest, uniqueValue } from '../load/request-text.ts'
import { answerStyle, instantModel, streamingModel } from '../model-server.ts'
import type { Row } from '../row.ts'
import { type Backend, noRedis, queueEnvironment, type Stage, withStack } from '../stage.ts'
import { type BenchUser, createKeys, createUsers, fetchCsrf, type Sender } from '../users.ts'

const peopleCount = 32

export const accept: Family = {
  name: 'accept',
  purpose:
    'accepted generations (202), 32 users, without a worker and beside one, on Redis and on PostgreSQL',
  compared: {
    what: `accept (202), ${peopleCount} users, beside the server's workers`,
    isLast: true,
    load: (senders) => {
      const requestsMax = Math.min(...senders.map(({ credits }) => credits)) * senders.length
      if (requestsMax === 0) throw new Error('new users have no credits')
      return {
        connections: peopleCount,
        requests: senders.map((sender) => renderAccept(sender)),
        expectedStatus: 202,
        requestsMax,
      }
    },
  },
  async measure(stage, limits) {
    const variants: Variant[] = [
      { what: 'accept (202), 32 users, Redis', backend: 'redis' },
      { what: 'accept with idempotency key, Redis', backend: 'redis', withKey: true },
      { what: 'accept with API key, 32 users, Redis', backend: 'redis', withApiKey: true },
      { what: 'accept (202), 32 users, PostgreSQL', backend: 'postgres' },
      { what: 'accept beside a worker that draws, Redis', backend: 'redis', besideWorker: true },
      { what: 'accept beside a worker that draws, PostgreSQL', backend: 'postgres', besideWorker: true },
    ]
    const rows: Row[] = []
    for (const variant of variants) {
      const { what, backend, besideWorker } = variant
      if (backend === 'redis' && !stage.redis) {
        rows.push({ family: 'accept', what, value: null, unit: 'req/s', note: noRedis })
        continue
      }
      const measured: Driven & { note?: string } = await measureAccepts(stage, variant)
      const { perSecond: value, note, ...times } = measured
      rows.push({
        family: 'accept',
        what,
        value,
        unit: 'req/s',
        ...times,
        limits: [await limits.simpleUpdate(), await limits.bullAdd(backend)],
        target: besideWorker
          ? { atLeast: 1_500 }
          : { atLeast: backend === 'redis' ? 3_500 : 3_000, p99BelowMs: 30 },
        ...(note !== undefined && { note }),
      })
    }
    return rows
  },
}

type Variant = {
  what: string
  backend: Backend
  withKey?: boolean
  withApiKey?: boolean
  besideWorker?: boolean
}

async function measureAccepts(
  stage: Stage,
  { backend, withKey = false, withApiKey = false, besideWorker = false }: Variant,
) {
  return withStack(async (stack) => {
    await stage.redis?.flush()
    const database = stack.use(await stage.createDatabase('accept'))
    const users = await createUsers(database, peopleCount)
    const environment = { DATABASE_URL: database.url, ...queueEnvironment(stage, backend) }
    const service = stack.use(await stage.startService('api', environment))
    if (besideWorker) stack.use(await stage.startService('worker', environment))
    const requests = withApiKey
      ? (await createKeys(database, users)).map((key) =>
          renderAccept({ cookies: {}, headers: { authorization: `Bearer ${key}` }, model: 'composer' }),
        )
      : await renderAccepts(service.origin, users, { withKey, model: 'composer' })
    const startedAtMs = performance.now()
    const driven = await drive(service, stage.seconds, {
      connections: peopleCount,
      requests,
      expectedStatus: 202,
    })
    if (!besideWorker) return driven
    const seconds = (performance.now() - startedAtMs) / 1000
    const { rows } = await database.pool.query<{ drawn: number; waiting: number }>(
      `select count(*) filter (where status = 'SUCCEEDED')::int as drawn,
         count(*) filter (where status = 'QUEUED')::int as waiting from generation_jobs`,
    )
    const [{ drawn, waiting } = { drawn: 0, waiting: 0 }] = rows
    if (drawn === 0 || waiting === 0) throw new Error('the worker did not draw the whole time')
    return { ...driven, note: `${(drawn / seconds).toFixed(0)} jobs/s drawn meanwhile` }
  })
}

/** One request for a picture for each user. */
export async function renderAccepts(
  origin: string,
  users: BenchUser[],
  { withKey = false, model }: { withKey?: boolean; model?: string } = {},
): Promise<string[]> {
  const csrf = await fetchCsrf(origin)
  return users.map(({ cookies }) =>
    renderAccept({
      cookies: { ...cookies, ...csrf.cookies },
      headers: { ...csrf.headers, ...(withKey && { 'x-idempotency-key': uniqueValue }) },
      model,
    }),
  )
}

const renderAccept = ({
  cookies,
  headers,
  model,
}: Pick<Sender, 'cookies' | 'headers'> & { model?: string | undefined }): string =>
  renderRequest({
    method: 'POST',
    path: '/api/svg/generate-svg',
    cookies,
    headers,
    body: {
      prompt: 'a red fox asleep under a pine tree at night',
      style: model === instantModel || model === streamingModel ? answerStyle : 'flat',
      ...(model && { model }),
    },
  })
