import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { nameObject } from '@chatsvg/server/platform/object-storage'
import { expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { keep } from '../../../../test/harness/keep.ts'
import { type S3Server, startS3Server } from '../../../../test/harness/s3-server.ts'
import { pipeProgram, runProgram, testSecret } from '../../../../test/harness/service.ts'

const pictures = 450

async function createFilled() {
  const [s3, database] = [keep(await startS3Server()), keep(await createTestDatabase())]
  // Two pictures have each SVG.
  await database.pool.query(
    `with account as (
       insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'Ada') returning id
     )
     insert into generations (id, user_id, prompt, style, model, svg, bytes, privacy, credits_used)
     select gen_random_uuid(), id, 'a prompt', 'flat', 'composer', text, octet_length(text), false, 1
     from account, generate_series(1, $1::int) n, lateral (select '<svg>ü' || md5((n / 2)::text) || '</svg>' as text) drawn`,
    [pictures],
  )
  const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, ...s3.environment }
  const move = async (to: string) => {
    const child = pipeProgram('admin', ['pictures', 'move', '--to', to, '--json'], environment)
    child.stderr.resume()
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
    return { code, output }
  }
  return { s3, database, environment, move, before: await readAll(database, s3) }
}

/** Every picture's text, wherever it is, by id. */
async function readAll({ pool }: TestDatabase, s3: S3Server): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; svg: string | null; object: string | null }>(
    'select id, svg, svg_object as object from generations order by id',
  )
  return new Map(
    rows.map(({ id, svg, object }) => [
      id,
      svg ?? s3.objects.get(`svg/${object}.svg`)?.body.toString() ?? '',
    ]),
  )
}

const countInRows = async ({ pool }: TestDatabase) =>
  (await pool.query<{ count: number }>('select count(svg)::int as count from generations')).rows[0]?.count

it('all SVGs are moved to the object storage and back, and each is what it was', async () => {
  const { s3, database, move, before } = await createFilled()
  const there = await move('s3')
  expect(there).toMatchObject({ code: 0 })
  expect(JSON.parse(there.output)).toMatchObject({ moved: pictures, failed: [], passed: 0 })
  expect(await countInRows(database)).toBe(0)
  expect(s3.objects.size).toBe(pictures / 2 + 1)
  expect(await readAll(database, s3)).toEqual(before)
  for (const [key, { body }] of s3.objects) expect(key).toBe(`svg/${nameObject(body.toString())}.svg`)
  expect(JSON.parse((await move('s3')).output)).toMatchObject({ moved: 0, looked: pictures })

  const back = await move('database')
  expect(JSON.parse(back.output)).toMatchObject({ moved: pictures, failed: [] })
  expect(await countInRows(database)).toBe(pictures)
  s3.objects.clear()
  expect(await readAll(database, s3)).toEqual(before)
})

it('a move that is killed loses nothing, and the next one finishes it', async () => {
  const { s3, database, environment, move, before } = await createFilled()
  const child = pipeProgram('admin', ['pictures', 'move', '--to', 's3'], environment)
  let puts = 0
  s3.onRequest = ({ method }) => {
    if (method === 'PUT') puts += 1
    if (puts > 150) child.kill('SIGKILL')
    return 'as usual'
  }
  await once(child, 'close')
  const left = (await countInRows(database)) ?? 0
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(pictures)
  expect(await readAll(database, s3)).toEqual(before)
  expect(JSON.parse((await move('s3')).output)).toMatchObject({ moved: left, failed: [] })
  expect(await readAll(database, s3)).toEqual(before)
})

it('what cannot be moved stays, is reported, and ends with status 1', async () => {
  const { s3, database, move } = await createFilled()
  await move('s3')
  const [[lost] = [], [damaged] = []] = [...s3.objects]
  s3.objects.delete(lost ?? '')
  s3.objects.set(damaged ?? '', { body: Buffer.from('<svg>another picture</svg>'), writtenAt: new Date() })
  const { code, output } = await move('database')
  expect(code).toBe(1)
  const { moved, failed } = JSON.parse(output) as { moved: number; failed: { id: string; reason: string }[] }
  expect(moved + failed.length).toBe(pictures)
  expect(new Set(failed.map(({ reason }) => reason))).toEqual(
    new Set([`there is no object ${lost}`, `the object ${damaged} has other bytes`]),
  )
  expect(await countInRows(database)).toBe(moved)
})

it('without the variables, or without a place, it says what is missing', async () => {
  const { environment, move } = await createFilled()
  expect(await move('disk')).toMatchObject({ code: 2 })
  const { DATABASE_URL, JWT_SECRET } = environment
  const told = await runProgram('admin', ['pictures', 'move', '--to', 's3'], { DATABASE_URL, JWT_SECRET })
  expect(told).toMatchObject({ code: 2 })
  expect(told.output).toContain('Set S3_ENDPOINT')
})

it('objects without a row are found and deleted once they are a day old', async () => {
  const { s3, environment, move } = await createFilled()
  await move('s3')
  const before = s3.objects.size
  const ages = [25, 1].map((hours) => new Date(Date.now() - hours * 60 * 60 * 1000))
  for (const writtenAt of ages)
    s3.objects.set(`svg/${nameObject(String(writtenAt))}.svg`, { body: Buffer.from('x'), writtenAt })
  const swept = await runProgram('admin', ['pictures', 'sweep', '--json'], environment)
  expect(JSON.parse(swept.output)).toEqual({ listed: before + 2, adopted: 1, removed: 1 })
  expect(s3.objects.size).toBe(before + 1)
})
