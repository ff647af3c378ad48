import { setTimeout as delay } from 'node:timers/promises'
import { waitFor } from '../../harness/wait.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

/** Waiting for a connection or a lock times out after 1.5 s each. */
const busyAnswerMaxMs = 4_000
/** These statements run only when there is a job. */
const lossMaxMs = 15_000
/** Names of statements that commit by themselves. */
const statements = ['accept_job', 'claim_job', 'succeed_job']

export const postgresTroubles: Row[] = [
  {
    id: 'F13',
    title: 'PostgreSQL restarted: fast, immediate, postmaster killed',
    short: true,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      await stage.startWorkers(stage.size(1, 2))
      const { postgres } = stage.servers
      const load = stage.crowd.post(stage.size(24, 120), { everyMs: stage.size(200, 150) })
      for (const how of ['fast', 'immediate', 'kill'] as const) {
        await delay(stage.size(700, 3_000))
        await stage.during(async () => {
          await postgres.end(how)
          await delay(stage.size(300, 2_000))
          await postgres.start()
        })
      }
      await load
      return 'three restarts under load'
    },
  },
  {
    id: 'F14',
    title: 'the answer to a commit is lost',
    short: true,
    workers: 1,
    async run(stage) {
      const { postgres } = stage.servers.proxies
      await stage.startApi()
      await stage.startWorkers(stage.size(1, 2))
      const lost = new Map<string, number>()
      for (const statement of statements) {
        const before = postgres.answersLost
        postgres.loseAnswers(statement, stage.size(2, 6))
        await stage.crowd.post(stage.size(6, 20), { everyMs: 30 })
        await waitFor('an answer to be lost', () => postgres.answersLost > before, lossMaxMs).catch(
          () => undefined,
        )
        postgres.loseAnswers('', 0)
        lost.set(statement, postgres.answersLost - before)
      }
      const unseen = statements.filter((statement) => !lost.get(statement))
      stage.expect(unseen.length === 0, `answers are lost to each of them (not to ${unseen.join(', ')})`)
      return `answers lost: ${[...lost].map(([statement, count]) => `${count} to ${statement}`).join(', ')}`
    },
  },
  {
    id: 'F15',
    title: 'no free database connection, a row locked for long',
    short: false,
    workers: 1,
    async run(stage) {
      await stage.startWorker()
      const api = await stage.startApi({ environment: { DATABASE_POOL_MAX: '4' } })
      const release = await lockUsers(stage)
      try {
        const posting = stage.crowd.post(stage.size(12, 40))
        await delay(stage.size(2_500, 6_000))
        const health = await fetch(`http://127.0.0.1:${api.port}/api/health`)
        stage.expect(health.status === 200, 'the API says that it is alive')
        await release()
        const posted = await posting
        const slow = posted.filter(
          ({ answers, answerMs }) => answers[0] === 503 && (answerMs[0] ?? 0) > busyAnswerMaxMs,
        )
        stage.expect(
          slow.length === 0,
          `requests that cannot be served are refused within ${busyAnswerMaxMs} ms`,
        )
        const refusals = posted.flatMap(({ answers }) => answers.filter((status) => status === 503)).length
        stage.expect(refusals > 0, 'some were told to come back')
        return `every user's row locked, four connections; ${refusals} answers of 503`
      } finally {
        await release()
      }
    },
  },
  {
    id: 'F16',
    title: '64 acceptances of one user at once',
    short: false,
    workers: 1,
    async run(stage) {
      await Promise.all([stage.startApi(), stage.startApi()])
      await stage.startWorker()
      const [member] = stage.crowd.members
      if (!member) throw new Error('the crowd is empty')
      const posted = await stage.crowd.post(64, { by: member })
      const jobs = new Set(posted.map(({ acknowledged }) => acknowledged?.jobId))
      stage.expect(jobs.size === posted.length, 'each is a job of its own')
      return '64 in parallel at two instances, by one user'
    },
  },
]

/** @returns a function that releases the lock. */
async function lockUsers({ pool }: Stage): Promise<() => Promise<void>> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query('select 1 from users for update')
  let released = false
  return async () => {
    if (released) return
    released = true
    await client.query('rollback')
    client.release()
  }
}
