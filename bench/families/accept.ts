import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { renderRequest, uniqueValue } from '../load/request-text.ts'
import type { Row } from '../row.ts'
import { type Backend, noRedis, queueEnvironment, type Stage, withStack } from '../stage.ts'
import { type BenchUser, createUsers, fetchCsrf, type Sender } from '../users.ts'

const peopleCount = 32

export const accept: Family = {
  name: 'accept',
  purpose: 'accepted generations (202), 32 users, no worker, with the queue on Redis and on PostgreSQL',
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
    const variants = [
      { what: 'accept (202), 32 users, Redis', backend: 'redis', withKey: false },
      { what: 'accept with idempotency key, Redis', backend: 'redis', withKey: true },
      { what: 'accept (202), 32 users, PostgreSQL', backend: 'postgres', withKey: false },
    ] as const
    const rows: Row[] = []
    for (const variant of variants) {
      const { what, backend } = variant
      if (backend === 'redis' && !stage.redis) {
        rows.push({ family: 'accept', what, value: null, unit: 'req/s', note: noRedis })
        continue
      }
      const { perSecond: value, ...times } = await measureAccepts(stage, backend, variant.withKey)
      rows.push({
        family: 'accept',
        what,
        value,
        unit: 'req/s',
        ...times,
        limits: [await limits.simpleUpdate(), await limits.bullAdd(backend)],
        target: { atLeast: backend === 'redis' ? 3_500 : 3_000, p99BelowMs: 30 },
      })
    }
    return rows
  },
}

async function measureAccepts(stage: Stage, backend: Backend, withKey: boolean) {
  return withStack(async (stack) => {
    await stage.redis?.flush()
    const database = stack.use(await stage.createDatabase('accept'))
    const users = await createUsers(database, peopleCount)
    const service = stack.use(
      await stage.startService('api', { DATABASE_URL: database.url, ...queueEnvironment(stage, backend) }),
    )
    const requests = await renderAccepts(service.origin, users, { withKey })
    return drive(service, stage.seconds, {
      connections: peopleCount,
      requests,
      expectedStatus: 202,
    })
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
    body: { prompt: 'a red fox asleep under a pine tree at night', style: 'flat', ...(model && { model }) },
  })
