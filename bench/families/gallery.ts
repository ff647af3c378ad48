import type pg from 'pg'
import { encodeCursor } from '../../apps/server/src/platform/db/index.ts'
import type { Family } from '../family.ts'
import { fillGallery } from '../fill-gallery.ts'
import { drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import type { Limit, Row } from '../row.ts'
import { redisEnvironment, withStack } from '../stage.ts'

const path = '/api/svg/public'
const deepRow = 10_000
/** This many pages are requested in turn, so that requests of the same moment are for different pages. */
const deepPages = 2_000
/** Pages that begin this many rows apart share no rows. */
const pageRows = 50

export const gallery: Family = {
  name: 'gallery',
  purpose: 'public gallery: first page of 50, the same unchanged (304), pages from the 10,000th row on',
  compared: {
    what: 'gallery, first page of 50',
    load: ([sender]) => ({
      connections: 32,
      requests: [renderRequest({ path: `${path}?limit=50`, headers: sender?.headers })],
      expectedStatus: 200,
    }),
  },
  measure: (stage, limits) =>
    withStack(async (stack) => {
      const [hello, select] = [await limits.hello(), await limits.select()]
      const database = stack.use(await stage.createDatabase('gallery'))
      await fillGallery(stage, database, stage.galleryRows)
      const service = stack.use(
        await stage.startService('api', { DATABASE_URL: database.url, ...redisEnvironment(stage) }),
      )
      const measure = async (
        what: string,
        requests: string[],
        atLeast: number | undefined,
        limit: Limit,
        expectedStatus = 200,
      ): Promise<Row> => {
        const driven = await drive(service, stage.seconds, {
          connections: 32,
          requests,
          expectedStatus,
        })
        const { perSecond: value, ...times } = driven
        return {
          family: 'gallery',
          what,
          value,
          unit: 'req/s',
          ...times,
          limits: [limit],
          ...(atLeast !== undefined && { target: { atLeast } }),
        }
      }

      const first = await fetch(`${service.origin}${path}`)
      const known = { 'if-none-match': first.headers.get('etag') ?? '' }
      const rows = [
        await measure('gallery, first page of 50', [renderRequest({ path })], 20_000, hello),
        await measure(
          'gallery, unchanged (304)',
          [renderRequest({ path, headers: known })],
          12_000,
          hello,
          304,
        ),
      ]
      const what = `gallery, row ${deepRow} of ${stage.galleryRows}`
      const cursors = await readDeepCursors(database.pool, 1)
      if (cursors.length === 0) {
        const note = `--rows is below ${deepRow}`
        return [...rows, { family: 'gallery', what, value: null, unit: 'req/s', note }]
      }
      const requestsOf = (ends: string[]) =>
        ends.map((cursor) => renderRequest({ path: `${path}?cursor=${cursor}` }))
      const apart = requestsOf(await readDeepCursors(database.pool, pageRows))
      const requests = requestsOf(cursors)
      return [
        ...rows,
        await measure(what, requests, 8_000, select),
        await measure(`${what}, other rows each time`, apart, undefined, select),
      ]
    }),
}

/** Cursors of the rows from the 10,000th on, this many rows apart. */
async function readDeepCursors(pool: pg.Pool, apart: number): Promise<string[]> {
  const { rows } = await pool.query<{ createdAt: Date; id: string }>(
    `select created_at as "createdAt", id from (
       select created_at, id, row_number() over (order by created_at desc, id desc) as place from generations where not privacy
     ) listed where place >= $1 and (place - $1) % $2 = 0 order by place limit $3`,
    [deepRow, apart, deepPages],
  )
  return rows.map((row) => encodeCursor(row))
}
