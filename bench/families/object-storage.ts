import { uuidv7 } from 'uuidv7'
import { movePictures } from '../../apps/server/src/features/jobs/index.ts'
import { svgObjectOptions } from '../../apps/server/src/features/storage/index.ts'
import { createDb, encodeCursor } from '../../apps/server/src/platform/db/index.ts'
import { openObjectStorage } from '../../apps/server/src/platform/object-storage/index.ts'
import { startS3Server } from '../../test/harness/s3-server.ts'
import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { renderRequest, uniqueValue } from '../load/request-text.ts'
import { createPicture } from '../pictures.ts'
import type { Row } from '../row.ts'
import { type BenchDatabase, redisEnvironment, type Stage, withStack } from '../stage.ts'
import { type BenchUser, createUsers, fetchCsrf } from '../users.ts'

const connections = 16
const peopleCount = 32
const pictureBytes = 3_000
const pageRows = 30
/** All pictures together are twice what a process keeps of objects, and are read in turn. */
const pagesOfUser = 6

export const objectStorage: Family = {
  name: 'object-storage',
  purpose:
    'pictures in rows and as objects of an S3: uploads, files, and pages of 30 jobs with their pictures',
  measure: (stage) =>
    withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('object-storage'))
      const users = await createUsers(database, peopleCount)
      await insertPictures(database, users)
      const s3 = stack.use(await startS3Server())
      const inRows = await measurePlace(stage, database, users, 'rows', {})
      const environment = s3.environment as Record<`S3_${string}`, string>
      const settings = {
        endpoint: s3.url,
        bucket: environment.S3_BUCKET ?? '',
        region: environment.S3_REGION ?? '',
        accessKeyId: environment.S3_ACCESS_KEY_ID ?? '',
        secretAccessKey: environment.S3_SECRET_ACCESS_KEY ?? '',
      }
      stage.report('  object-storage: moving the pictures')
      const db = createDb(database.pool, openObjectStorage(settings, svgObjectOptions))
      const { failed } = await movePictures(db, 's3', new AbortController().signal)
      if (failed.length > 0) throw new Error(`${failed.length} pictures could not be moved`)
      await database.pool.query('vacuum analyze generations')
      return [...inRows, ...(await measurePlace(stage, database, users, 'S3', environment))]
    }),
}

/** Each user's pictures, all different, with their jobs. */
async function insertPictures({ pool }: BenchDatabase, users: readonly BenchUser[]): Promise<void> {
  const count = pagesOfUser * pageRows
  for (const [at, { userId }] of users.entries()) {
    const pictures = Array.from({ length: count }, (_, n) => createPicture(pictureBytes, at * count + n))
    await pool.query(
      `with picture as (
         select id, job_id, svg, now() - make_interval(secs => n::int) as created_at
         from unnest($2::uuid[], $3::uuid[], $4::text[]) with ordinality as given (id, job_id, svg, n)
       ), job as (
         insert into generation_jobs
           (id, user_id, prompt, style, model, privacy, seed, status, request_hash, attempts, finished_at, generation_id, created_at)
         select job_id, $1, 'a quiet harbour', 'flat', 'composer', false, 1, 'SUCCEEDED', '', 1, created_at, id, created_at from picture
       )
       insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
       select id, $1, job_id, 'a quiet harbour', 'flat', 'composer', svg, octet_length(svg), false, 1, created_at from picture`,
      [userId, pictures.map(() => uuidv7()), pictures.map(() => uuidv7()), pictures],
    )
  }
  await pool.query('vacuum analyze')
}

async function measurePlace(
  stage: Stage,
  database: BenchDatabase,
  users: readonly BenchUser[],
  place: 'rows' | 'S3',
  more: Record<string, string>,
): Promise<Row[]> {
  return withStack(async (stack) => {
    const environment = { DATABASE_URL: database.url, ...redisEnvironment(stage), ...more }
    const service = stack.use(await stage.startService('api', environment))
    const measure = async (what: string, requests: string[], expectedStatus = 200): Promise<Row> => {
      const load = { connections, requests, expectedStatus, warmupRequests: 400 }
      const { perSecond: value, ...times } = await drive(service, stage.seconds, load)
      return { family: 'object-storage', what: `${what}, ${place}`, value, unit: 'req/s', ...times }
    }
    const files = await renderFiles(database)
    const pages = await renderPages(database, users)
    const csrf = await fetchCsrf(service.origin)
    const svg = createPicture(pictureBytes, 0).replace('<defs>', `<title>${uniqueValue}</title><defs>`)
    const uploads = users.map(({ cookies }) =>
      renderRequest({
        method: 'POST',
        path: '/api/svg',
        cookies: { ...cookies, ...csrf.cookies },
        headers: csrf.headers,
        body: { svg, title: 'a quiet harbour' },
      }),
    )
    return [
      await measure('file of 3 KB, another one each time', files),
      await measure(`page of ${pageRows} jobs with pictures`, pages),
      await measure('upload of 3 KB', uploads, 201),
    ]
  })
}

async function renderFiles({ pool }: BenchDatabase): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from generations where model = 'composer' order by id`,
  )
  return rows.map(({ id }) => renderRequest({ path: `/api/svg/${id}/file.svg` }))
}

/** The pages of all users in turn. */
async function renderPages({ pool }: BenchDatabase, users: readonly BenchUser[]): Promise<string[]> {
  const { rows } = await pool.query<{ userId: string; id: string; createdAt: Date; place: number }>(
    `select user_id as "userId", id, created_at as "createdAt", place::int from (
       select *, row_number() over (partition by user_id order by created_at desc, id desc) as place from generation_jobs
     ) job where place % $1 = 0 and place < $2 order by place, user_id`,
    [pageRows, pagesOfUser * pageRows],
  )
  const cookiesOf = new Map(users.map(({ userId, cookies }) => [userId, cookies]))
  const path = `/api/svg/generation-jobs?limit=${pageRows}`
  return [
    ...users.map(({ cookies }) => renderRequest({ path, cookies })),
    ...rows.map(({ userId, ...last }) =>
      renderRequest({ path: `${path}&cursor=${encodeCursor(last)}`, cookies: cookiesOf.get(userId) ?? {} }),
    ),
  ]
}
