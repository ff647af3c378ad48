import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { createLog } from '../log/index.ts'
import { type Database, defineStatement, defineStatements, openDatabase } from './index.ts'

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await createTestDatabase()
  const log = createLog({ level: 'silent', format: 'json' })
  database = openDatabase({ url: server.url, poolMax: 1, applicationName: 'statements' }, log)
})
afterAll(async () => {
  await database?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

const doubled = (part: SQL) => sql`(${part} + ${part})`

it('values are numbered through all fragments, and one that occurs twice is sent once', async () => {
  const sum = defineStatement<{ less: number; more: number }, { sum: number }>(
    'sum_of_fragments',
    ({ less, more }) => sql`select ${doubled(sql`${more}::int`)} - ${less}::int as sum`,
  )
  expect(sum.text).toBe('select ($1::int + $1::int) - $2::int as sum')
  expect(await sum.run(database.db, { less: 1, more: 4 })).toEqual([{ sum: 7 }])
})

it('a statement is composed once, and prepared once by its name, also in a transaction', async () => {
  let composed = 0
  const answer = defineStatement<{ given: string }, { given: string }>('answer_given', ({ given }) => {
    composed += 1
    return sql`select ${given}::text as given`
  })
  expect(composed).toBe(0)
  expect(await answer.run(database.db, { given: 'outside' })).toEqual([{ given: 'outside' }])
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`create temporary table only_here (id int) on commit drop`)
    expect(await answer.run(tx, { given: 'inside' })).toEqual([{ given: 'inside' }])
    const seen = defineStatement<object, { seen: number }>(
      'seen_in_transaction',
      () => sql`select count(*)::int as seen from only_here`,
    )
    expect(await seen.run(tx, {})).toEqual([{ seen: 0 }])
  })
  expect(composed).toBe(1)
  const { rows } = await database.pool.query(
    `select statement from pg_prepared_statements where name = 'answer_given'`,
  )
  expect(rows).toEqual([{ statement: 'select $1::text as given' }])
})

it('statements of several shapes are composed once for each', async () => {
  const composed: boolean[] = []
  const list = defineStatements<{ bounded: boolean }, { limit: number }, { n: number }>(
    ({ bounded }) => `list_of_shape${bounded ? '_bounded' : ''}`,
    ({ limit }, { bounded }) => {
      composed.push(bounded)
      return sql`select n from generate_series(1, 5) n${bounded ? sql` limit ${limit}` : sql``}`
    },
  )
  for (const bounded of [true, false, true]) {
    const rows = await list({ bounded }).run(database.db, { limit: 2 })
    expect(rows).toHaveLength(bounded ? 2 : 5)
  }
  expect(composed).toEqual([true, false])
})

it('a value in the text is refused: it would be that of the first call for ever', () => {
  const wrong = defineStatement<object>('value_in_text', () => sql`select ${42} as answer`)
  expect(() => wrong.text).toThrow('value_in_text: the statement contains a value instead of a placeholder')
})
