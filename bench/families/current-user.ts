import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { redisEnvironment, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'

const peopleCount = 2_000

export const currentUser: Family = {
  name: 'current-user',
  purpose: 'authenticated read, 32 connections',
  measure: (stage, limits) =>
    withStack(async (stack) => {
      const beside = [await limits.hello(), await limits.select()]
      const database = stack.use(await stage.createDatabase('current-user'))
      const users = await createUsers(database, peopleCount)
      const service = stack.use(
        await stage.startService('api', { DATABASE_URL: database.url, ...redisEnvironment(stage) }),
      )
      const { port } = service
      const { perSecond: value, ...times } = await drive({ port, service }, stage.seconds, {
        connections: 32,
        requests: users.map(({ cookies }) => renderRequest({ path: '/api/auth/current-user', cookies })),
        expectedStatus: 200,
      })
      return [
        {
          family: 'current-user',
          what: `current-user, 32 connections, ${peopleCount} users`,
          value,
          unit: 'req/s',
          ...times,
          limits: beside,
          target: { atLeast: 18_000, p99BelowMs: 15 },
        },
      ]
    }),
}
