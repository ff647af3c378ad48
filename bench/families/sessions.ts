import { cpus } from 'node:os'
import { runChild } from '../child.ts'
import type { Family } from '../family.ts'
import type { Argon2Task } from '../limits/argon2-process.ts'
import { drive, type Load } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { redisEnvironment, type Stage, withStack } from '../stage.ts'
import { createUsers, fetchCsrf, password, type Sender } from '../users.ts'

const chains = 16
const loginConnections = 8
/** So many that none reaches the limit of live sessions, and that PostgreSQL finds them by indexes. */
const loginUsers = 1_000

export const refresh: Family = {
  name: 'refresh',
  purpose: 'refresh rotation, 16 chains, each rotating its own token in turn',
  compared: { what: `refresh rotation, ${chains} chains`, load: refreshLoad },
  measure: (stage, limits) =>
    withStack(async (stack) => {
      const limit = await limits.simpleUpdate()
      const database = stack.use(await stage.createDatabase('refresh'))
      const users = await createUsers(database, chains)
      const service = stack.use(
        await stage.startService('api', { DATABASE_URL: database.url, ...redisEnvironment(stage) }),
      )
      const csrf = await fetchCsrf(service.origin)
      const { perSecond: value, ...times } = await drive(
        service,
        stage.seconds,
        refreshLoad(
          users.map(({ cookies, refreshToken }) => ({
            cookies: { ...cookies, refreshToken, ...csrf.cookies },
            headers: csrf.headers,
          })),
        ),
      )
      const what = `refresh rotation, ${chains} chains`
      return [
        {
          family: 'refresh',
          what,
          value,
          unit: 'req/s',
          ...times,
          limits: [limit],
          target: { atLeast: 3_000 },
        },
      ]
    }),
}

export const login: Family = {
  name: 'login',
  purpose: 'login, 8 connections, against the bare Argon2id rate',
  compared: { what: `login, ${loginConnections} connections`, load: loginLoad },
  measure: (stage) =>
    withStack(async (stack) => {
      const limit = { what: `Argon2id, ${loginConnections} at once`, value: await measureArgon2(stage) }
      const database = stack.use(await stage.createDatabase('login'))
      const users = await createUsers(database, loginUsers)
      const service = stack.use(
        await stage.startService('api', { DATABASE_URL: database.url, ...redisEnvironment(stage) }),
      )
      const csrf = await fetchCsrf(service.origin)
      const { perSecond: value, ...times } = await drive(
        service,
        stage.seconds,
        loginLoad(users.map(({ email }) => ({ email, ...csrf }))),
      )
      return [
        {
          family: 'login',
          what: `login, ${loginConnections} connections, ${cpus().length} cores`,
          value,
          unit: 'req/s',
          ...times,
          limits: [limit],
          target: { ratioAtLeast: 0.9 },
        },
      ]
    }),
}

type Sent = Pick<Sender, 'cookies' | 'headers'>

function refreshLoad(senders: readonly Sent[]): Load {
  return {
    connections: chains,
    requests: senders
      .slice(0, chains)
      .map(({ cookies, headers }) =>
        renderRequest({ method: 'POST', path: '/api/auth/refresh', cookies, headers }),
      ),
    expectedStatus: 200,
    carriedCookie: 'refreshToken',
  }
}

function loginLoad(senders: readonly (Sent & { email: string })[]): Load {
  return {
    connections: loginConnections,
    requests: senders.map(({ email, cookies, headers }) =>
      renderRequest({ method: 'POST', path: '/api/auth/login', cookies, headers, body: { email, password } }),
    ),
    expectedStatus: 200,
    // Most of it is the hash, which is native code. Each user has signed in from the address once then.
    warmupRequests: 400,
  }
}

function measureArgon2(stage: Stage): Promise<number> {
  stage.report('  limit: Argon2id')
  const task: Argon2Task = { atOnce: loginConnections, measureMs: stage.seconds * 1000 }
  return runChild<number>(new URL('../limits/argon2-process.ts', import.meta.url), task)
}
