import { setTimeout as delay } from 'node:timers/promises'
import { canRunPooler, startTestPooler } from '../../harness/pgbouncer.ts'
import { NotPossible, type Row } from '../run-fault.ts'

/** Fewer connections of the server than the pools of the processes may open. */
const poolSize = 6

export const poolerTroubles: Row[] = [
  {
    id: 'F37',
    title: 'PgBouncer in transaction mode killed and started again',
    short: true,
    async run(stage) {
      if (!canRunPooler()) throw new NotPossible('pgbouncer is not installed')
      const { DATABASE_URL: directUrl = '' } = stage.servers.environment
      const pooler = stage.use(await startTestPooler(directUrl, { poolSize }))
      const environment = { DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: directUrl }
      await stage.startApi({ environment })
      await Promise.all([stage.startWorker({ environment }), stage.startWorker({ environment })])
      const load = stage.crowd.post(stage.size(24, 120), { everyMs: stage.size(150, 150) })
      for (let kill = 0; kill < 2; kill += 1) {
        await delay(stage.size(700, 3_000))
        await stage.during(async () => {
          await pooler.kill()
          await delay(stage.size(500, 4_000))
          await pooler.start()
        })
      }
      const posted = await load
      stage.expect(
        posted.every(({ acknowledged }) => acknowledged),
        'every request is accepted, by a repetition if necessary',
      )
      return 'an API and two workers behind it, SIGKILL twice under load'
    },
  },
]
