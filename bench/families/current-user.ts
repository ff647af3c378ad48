import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { redisEnvironment, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'

const peopleCount = 2_000
const path = '/api/auth/current-user'
const connections = 32

export const currentUser: Family = {
  name: 'current-user',
  purpose: 'authenticated read, 32 connections',
  compared: {
    what: `current-user, ${connections} connections`,
    load: (senders) => ({
      connections,
      requests: senders.map((sender) => renderRequest({ path, ...sender })),
      expectedStatus: 200,
    }),
  },
  measure: (stage, limits) =>
    withStack(async (stack) => {
      const beside = [await limits.hello(), await limits.select()]
      const database = stack.use(await stage.createDatabase('current-user'))
      const users = await createUsers(database, peopleCount)
      const service = stack.use(
        await stage.startService('api', { DATABASE_URL: database.url, ...redisEnvironment(stage) }),
      )
      const { perSecond: value, ...times } = await drive(service, stage.seconds, {
        connections,
        requests: users.map(({ cookies }) => renderRequest({ path, cookies })),
        expectedStatus: 200,
      })
      return [
        {
          family: 'current-user',
          what: `current-user, ${connections} connections, ${peopleCount} users`,
          value,
          unit: 'req/s',
          ...times,
          limits: beside,
          target: { atLeast: 18_000, p99BelowMs: 15 },
        },
      ]
    }),
}
