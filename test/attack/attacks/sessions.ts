import { once } from 'node:events'
import type { Client } from '../../harness/client.ts'
import { type Attack, Broken, hold, isSignedIn, NotPlayable, need, signUp } from '../attack.ts'

const tabs = 200
const closedWithinMs = 5_000
const sessionsMax = 50
/** Pictures may be finished before the logout. */
const attemptsMax = 5
const looksMax = 500
/** Two answers that were sent at one moment arrive in any order. */
const racingMs = 100

export const sessionAttacks: Attack[] = [
  {
    row: 'R8',
    name: `${tabs} tabs that refresh one token at the same time`,
    async play(target) {
      const { client } = await signUp(target)
      const crowd = Array.from({ length: tabs }, () => client.fork())
      await Promise.all(crowd.map((tab) => tab.get('/csrf')))
      const answers = await Promise.all(crowd.map((tab) => tab.post('/auth/refresh')))
      const lost = answers.filter(({ status }) => status !== 200).length
      const successors = new Set(crowd.map((tab) => tab.cookies.get('refreshToken')))
      hold(lost === 0, `${lost} tabs were signed out`)
      hold(successors.size === 1, `there are ${successors.size} successors`)
      return 'all 200, one successor'
    },
  },
  {
    row: 'R7',
    name: 'a refresh token that was copied and used in another browser after its owner had rotated it',
    async play(target) {
      const { client } = await signUp(target)
      const thief = client.fork()
      need(await client.post('/auth/refresh'), 200)
      const answer = await thief.post('/auth/refresh', undefined, { 'user-agent': 'of the thief' })
      hold(answer.status === 401, 'the old token was accepted')
      hold(!(await isSignedIn(client)), 'the session is still alive')
      hold((await client.post('/auth/refresh')).status === 401, 'the successor still works')
      return '401, and the whole session is over'
    },
  },
  {
    row: 'R9',
    name: 'a copied refresh token that its owner has rotated twice, used at once and with their user agent',
    async play(target) {
      const { client } = await signUp(target)
      const thief = client.fork()
      for (let turn = 0; turn < 2; turn += 1) need(await client.post('/auth/refresh'), 200)
      hold((await thief.post('/auth/refresh')).status === 401, 'the old token was accepted')
      hold(!(await isSignedIn(client)), 'the session is still alive')
      return '401, and the whole session is over'
    },
  },
  {
    row: 'R13',
    name: 'a copied access token and socket after logout',
    async play(target) {
      const { client } = await signUp(target)
      const copy = client.fork()
      const socket = copy.connect()
      await once(socket as never, 'connect')
      const closed = once(socket as never, 'disconnect')
      need(await client.post('/auth/logout'), 200)
      hold(!(await isSignedIn(copy)), 'the copied token still works')
      await Promise.race([closed, expire('the socket stayed open')])
      return '401 at once, the socket closed'
    },
  },
  {
    row: 'R13',
    name: 'a request that waits for a picture while its session is logged out',
    async play(target) {
      for (let time = 0; time < attemptsMax; time += 1) {
        const { client } = await signUp(target)
        const waiting = waitForPictures(client.fork())
        for (let look = 0; look < looksMax && !(await hasJobs(client)); look += 1);
        need(await client.post('/auth/logout'), 200)
        const endedAtMs = performance.now()
        const { status, atMs } = await waiting
        if (status === 401) return '401 at once'
        hold(atMs < endedAtMs + racingMs, `it got ${status}`)
      }
      throw new NotPlayable('the pictures were there before the logout')
    },
  },
  {
    row: 'R14',
    name: 'a device that was revoked from another',
    async play(target) {
      const { client, email, password } = await signUp(target)
      const laptop = target.visitor()
      need(await laptop.post('/auth/login', { email, password }), 200)
      const listed = (await laptop.get('/auth/sessions')).body as {
        sessions: { id: string; current: boolean }[]
      }
      const phone = listed.sessions.find(({ current }) => !current)
      need(await laptop.delete(`/auth/sessions/${phone?.id}`), 200)
      hold(!(await isSignedIn(client)), 'its access token still works')
      hold((await client.post('/auth/refresh')).status === 401, 'its refresh token still works')
      return '401 at once for both tokens'
    },
  },
  {
    row: 'R15',
    name: 'tokens that were copied from a browser before somebody signed in again there',
    async play(target) {
      const { client, email, password } = await signUp(target)
      const thief = client.fork()
      need(await client.post('/auth/login', { email, password }), 200)
      hold(!(await isSignedIn(thief)), 'the access token still works')
      hold((await thief.post('/auth/refresh')).status === 401, 'the refresh token still works')
      hold(await isSignedIn(client), 'its owner was signed out, too')
      return '401 for both; the owner stays signed in'
    },
  },
  {
    row: 'R15',
    name: `${sessionsMax + 1} sessions of one user`,
    async play(target) {
      const { client, email, password } = await signUp(target)
      for (let count = 1; count <= sessionsMax; count += 1)
        need(await target.visitor().post('/auth/login', { email, password }), 200)
      hold(!(await isSignedIn(client)), 'all sessions are alive')
      return 'the oldest session has ended'
    },
  },
  {
    row: 'R16',
    name: "ending another user's session",
    async play(target) {
      const [ada, bob] = [await signUp(target), await signUp(target)]
      const listed = (await ada.client.get('/auth/sessions')).body as { sessions: { id: string }[] }
      const answer = await bob.client.delete(`/auth/sessions/${listed.sessions[0]?.id}`)
      hold(answer.status === 404, `it got ${answer.status}`)
      hold(await isSignedIn(ada.client), 'it ended')
      return '404, and nothing happened'
    },
  },
  {
    row: 'R14',
    name: 'a session that was stolen before its owner changed the password',
    async play(target) {
      const { client, password } = await signUp(target)
      const thief = client.fork()
      const newPassword = 'an evening in the hills'
      need(await client.post('/auth/change-password', { currentPassword: password, newPassword }), 200)
      hold(!(await isSignedIn(thief)), 'it is still alive')
      hold((await thief.post('/auth/refresh')).status === 401, 'it could be refreshed')
      hold(await isSignedIn(client), 'its owner was signed out, too')
      return '401; the owner stays signed in'
    },
  },
]

async function waitForPictures(client: Client): Promise<{ status: number; atMs: number }> {
  const body = { prompt: 'a house, a tree and a lake', style: 'flat', count: 3 }
  const { status } = await client.post('/svg/generate-svg', body, { prefer: 'wait=60' })
  return { status, atMs: performance.now() }
}

async function hasJobs(client: Client): Promise<boolean> {
  const { jobs } = (await client.get('/svg/generation-jobs')).body as { jobs: unknown[] }
  return jobs.length > 0
}

async function expire(whatHappened: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, closedWithinMs))
  throw new Broken(whatHappened)
}
