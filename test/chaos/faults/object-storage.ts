import { setTimeout as delay } from 'node:timers/promises'
import { movePictures } from '../../../apps/server/src/features/jobs/index.ts'
import { svgObjectOptions, sweepObjects } from '../../../apps/server/src/features/storage/index.ts'
import { createDb } from '../../../apps/server/src/platform/db/index.ts'
import { createLog } from '../../../apps/server/src/platform/log/index.ts'
import { nameObject, openObjectStorage } from '../../../apps/server/src/platform/object-storage/index.ts'
import { type S3Server, startS3Server } from '../../harness/s3-server.ts'
import { waitFor } from '../../harness/wait.ts'
import type { FailpointName } from '../failpoints.ts'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Plan } from '../service-process.ts'
import type { Stage } from '../stage.ts'

const takeoverMaxMs = 30_000
const slowMs = 400
const downMs = 8_000
const log = createLog({ level: 'silent', format: 'json' })

export const objectStorageTroubles: Row[] = [
  {
    id: 'F40',
    title: 'worker killed between the object of a picture and its row; object storage down and slow',
    short: false,
    workers: 0,
    async run(stage) {
      // Processes of other faults do not know the bucket.
      await stage.slots.close()
      await using s3 = await startS3Server()
      const { environment } = s3
      stage.servers.model.usually = () => pictureAfter(300)
      await stage.startApi({ environment })
      const killAt = (step: FailpointName): Plan => ({ acts: [{ step, nth: 2, act: 'kill' }] })
      const killsBefore = stage.slots.killCount
      await Promise.all([
        stage.startWorker({
          environment,
          plan: killAt('object.written'),
          nextPlan: once(killAt('object.claimed')),
        }),
        stage.startWorker({
          environment,
          plan: killAt('settle.asked'),
          nextPlan: once(killAt('settle.committed')),
        }),
        stage.startWorker({ environment }),
      ])
      const posted = stage.crowd.post(stage.size(60, 200), { everyMs: 100 })
      await waitFor('four to be killed', () => stage.slots.killCount - killsBefore === 4, 4 * takeoverMaxMs)
      await posted
      const beforeOutage = stage.crowd.post(stage.size(20, 80), { everyMs: 100 })
      await s3.stop()
      await delay(downMs)
      await s3.start()
      s3.onRequest = async () => {
        await delay(slowMs)
        return 'as usual' as const
      }
      const last = stage.crowd.post(stage.size(20, 80), { everyMs: 50 })
      const requests = [...(await posted), ...(await beforeOutage), ...(await last)]
      await stage.waitForEnds(requests.flatMap(({ acknowledged }) => acknowledged?.jobId ?? []))
      s3.onRequest = () => 'as usual'
      stage.servers.model.usually = () => pictureAfter(150)
      const found = await check(stage, s3)
      // The processes of the next fault do not know the bucket either.
      await stage.slots.close()
      return `SIGKILL at four steps around the object, ${downMs / 1000} s without it, then ${slowMs} ms a request: ${found}`
    },
  },
]

/** Compares the rows with the bucket, sweeps, compares again, and moves everything into the rows. */
async function check({ pool, expect }: Stage, s3: S3Server): Promise<string> {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = s3.environment
  const settings = { endpoint: S3_ENDPOINT ?? '', bucket: S3_BUCKET ?? '', region: S3_REGION ?? '' }
  const keys = { accessKeyId: S3_ACCESS_KEY_ID ?? '', secretAccessKey: S3_SECRET_ACCESS_KEY ?? '' }
  const db = createDb(pool, openObjectStorage({ ...settings, ...keys }, svgObjectOptions))
  const signal = new AbortController().signal
  const readUsed = async () => {
    const { rows } = await pool.query<{ key: string }>(
      'select distinct svg_object as key from generations where svg_object is not null',
    )
    return new Set(rows.map(({ key }) => `svg/${key}.svg`))
  }
  const used = await readUsed()
  const broken = [...used].filter((key) => {
    const body = s3.objects.get(key)?.body.toString()
    return body === undefined || `svg/${nameObject(body)}.svg` !== key
  })
  expect(broken.length === 0, `every picture has its object (${broken.length} of ${used.size} do not)`)
  expect(used.size > 0, 'pictures are objects')
  const before = s3.objects.size
  await pool.query(`update svg_objects set check_at = now() - interval '1 second' where check_at is not null`)
  await sweepObjects(db, signal, log)
  const orphans = [...s3.objects.keys()].filter((key) => !used.has(key))
  expect(orphans.length === 0, `objects without a picture are swept (${orphans.length} are left)`)
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from generations where svg is not null',
  )
  const { moved, failed } = await movePictures(db, 'database', signal)
  expect(failed.length === 0 && moved >= used.size, 'every SVG can be moved back to the database')
  return `${used.size} objects, ${before - s3.objects.size} orphans swept, ${rows[0]?.count} pictures in rows`
}

function once(plan: Plan): () => Plan {
  let isUsed = false
  return () => {
    if (isUsed) return {}
    isUsed = true
    return plan
  }
}
