import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startS3Server } from '../../../../../test/harness/s3-server.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { violatedConstraint } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { nameObject } from '../../platform/object-storage/index.ts'
import { keepText, readText, sweepObjects, type TextPlace } from './index.ts'
import { checkObjects } from './store.ts'

const s3 = keepForSuite(await startS3Server())
const api = keepForSuite(await startTestApi(s3.environment))
const { db } = api.resources.database
const { pool } = api.database
const { id: userId } = await api.signUp()
const log = createLog({ level: 'silent', format: 'json' })

const drawing = (name: string | number) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`
const hasObject = (svg: string) => s3.objects.has(`svg/${nameObject(svg)}.svg`)
const sweep = () => sweepObjects(db, new AbortController().signal, log)
/** Takes away every claim, as if its hour had passed. */
const makeDue = () => pool.query(`update svg_objects set check_at = now() - interval '1 second'`)

const insertion = `insert into generations (id, user_id, prompt, style, model, svg, svg_object, bytes, privacy, credits_used)
  values ($1, $2, 'a fox', 'flat', 'upload', $3, $4, $5, true, 0)`
const valuesOf = (id: string, { svg, svgObject, bytes }: TextPlace) => [id, userId, svg, svgObject, bytes]

/** Every picture can be read, and has the bytes that it was written with. */
async function expectAllReadable(): Promise<number> {
  const { rows } = await pool.query<{ svg: string | null; svgObject: string | null; bytes: number }>(
    'select svg, svg_object as "svgObject", bytes from generations',
  )
  for (const row of rows) {
    if (row.svgObject !== null) expect(s3.objects.has(`svg/${row.svgObject}.svg`)).toBe(true)
    await readText(db, row)
  }
  return rows.length
}

it('an object whose picture is being written is not swept, however late its row is committed', async () => {
  const svg = drawing('committed late')
  const place = await keepText(db, svg)
  const writer = await pool.connect()
  try {
    await writer.query('begin')
    await writer.query(insertion, valuesOf(crypto.randomUUID(), place))
    await makeDue()
    await sweep()
    expect(hasObject(svg)).toBe(true)
    await writer.query('commit')
  } finally {
    writer.release()
  }
  await makeDue()
  await sweep()
  expect(hasObject(svg)).toBe(true)
})

it('a row that comes after its object was given up is refused instead of losing its picture', async () => {
  const svg = drawing('much too late')
  const place = await keepText(db, svg)
  await makeDue()
  await sweep()
  expect(hasObject(svg)).toBe(false)
  const insert = pool.query(insertion, valuesOf(crypto.randomUUID(), place))
  await expect(insert).rejects.toSatisfy(
    (error) => violatedConstraint(error) === 'generations_svg_object_svg_objects_key_fk',
  )
})

it('a row that arrives while its object is being given up waits, and is refused', async () => {
  const svg = drawing('in the middle')
  const place = await keepText(db, svg)
  await makeDue()
  let insert: Promise<unknown> | undefined
  await db.transaction(async (tx) => {
    await checkObjects(tx, 100)
    insert = pool.query(insertion, valuesOf(crypto.randomUUID(), place)).catch(violatedConstraint)
    await waitForLock(pool, 'the row to wait for the sweep')
  })
  expect(await insert).toBe('generations_svg_object_svg_objects_key_fk')
})

it('an orphan that is wanted again while it is being deleted is not used, and later is an object again', async () => {
  const svg = drawing('wanted again')
  await keepText(db, svg)
  await makeDue()
  let meanwhile: TextPlace | undefined
  s3.onRequest = async ({ method }) => {
    if (method === 'DELETE') meanwhile ??= await keepText(db, svg)
    return 'as usual' as const
  }
  await sweep()
  s3.onRequest = () => 'as usual'
  expect(meanwhile).toMatchObject({ svg, svgObject: null })
  // A DELETE that is still on its way could arrive now.
  expect(await keepText(db, svg)).toMatchObject({ svg, svgObject: null })
  await pool.query(`update svg_object_removals set deleted_at = now() - interval '21 minutes'`)
  await sweep()
  expect(await keepText(db, svg)).toMatchObject({ svg: null, svgObject: nameObject(svg) })
  expect(hasObject(svg)).toBe(true)
})

it('an orphan that is claimed before the sweep looks at it stays', async () => {
  const svg = drawing('claimed')
  await keepText(db, svg)
  await makeDue()
  const place = await keepText(db, svg)
  await sweep()
  await pool.query(insertion, valuesOf(crypto.randomUUID(), place))
  expect(hasObject(svg)).toBe(true)
})

it('two sweeps at once delete each object once, and a killed one is continued', async () => {
  const svgs = Array.from({ length: 30 }, (_, at) => drawing(`orphan ${at}`))
  for (const svg of svgs) await keepText(db, svg)
  await makeDue()
  // As if the process had died between the transaction and the deletion.
  await db.transaction((tx) => checkObjects(tx, 10))
  await Promise.all([sweep(), sweep()])
  expect(svgs.filter(hasObject)).toEqual([])
})

it('no picture loses its object while pictures with equal SVGs come, go and are swept all the time', async () => {
  const names = [1, 2, 3, 4, 5]
  const live: string[] = []
  let refused = 0
  let isOver = false
  const write = async (round: number) => {
    const svg = drawing(`hot ${names[round % names.length]}`)
    const id = crypto.randomUUID()
    const written = await pool.query(insertion, valuesOf(id, await keepText(db, svg))).catch((error) => {
      if (violatedConstraint(error) !== 'generations_svg_object_svg_objects_key_fk') throw error
      refused += 1
    })
    if (written) live.push(id)
  }
  const remove = () => pool.query('delete from generations where id = $1', [live.shift()])
  const sweeping = (async () => {
    while (!isOver) {
      await makeDue()
      // Nothing is late here: the server answers at once.
      await pool.query('delete from svg_object_removals where deleted_at is not null')
      await sweep()
    }
  })()
  for (let round = 0; round < 150; round += 1) {
    await Promise.all([
      write(round),
      write(round + 1),
      live.length > 3 && remove(),
      live.length > 3 && remove(),
    ])
  }
  isOver = true
  await sweeping
  expect(live.length).toBeGreaterThan(3)
  expect(refused).toBeLessThan(300)
  await expectAllReadable()
  await pool.query('delete from generations')
  // A claim that was taken away may have left an object behind, which is a claim's hour away in the service.
  await pool.query('delete from svg_object_removals')
  for (const name of names) await keepText(db, drawing(`hot ${name}`))
  await makeDue()
  await sweep()
  expect(names.map((name) => hasObject(drawing(`hot ${name}`)))).toEqual(names.map(() => false))
})
