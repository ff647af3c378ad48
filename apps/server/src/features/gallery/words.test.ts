import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { buildWordQuery } from './word-query.ts'

const database = keepForSuite(await createTestDatabase())

/** Texts as users write them: several scripts, signs, marks, emoji, and all other Unicode. */
const word = fc.oneof(
  fc.constantFrom(
    'v2.0',
    'user@example.test',
    'rock’n’roll',
    'C++',
    '#tag',
    'İstanbul',
    'ﬁnal',
    'ΟΔΟΣ',
    'Straße',
    'cafe\u0301',
    '½',
    'がぎ',
    '한국어',
  ),
  fc.string({
    unit: fc.constantFrom(...'abcXYZ019éÅøßσςΣжЙאबก์狐狸睡觉がカﾊﾟ한글🦊🌲'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.string({ unit: fc.constantFrom(...'aZ9.-_\'’"()[]@#+/\\:;,!?&|*<>$€%~'), minLength: 1, maxLength: 12 }),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => !text.includes('\0') && text.isWellFormed()),
)
const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))
/** Sent together, so that a property costs one statement. */
const many = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.array(arbitrary, { minLength: 60, maxLength: 60 })
const runs = { numRuns: 12 }

const ask = async <Row>(text: string, ...lists: string[][]) =>
  (await database.pool.query(text, lists)).rows as Row[]

/** Whether each text is found by the query with the same index. */
async function areFound(pairs: [text: string, question: string][]): Promise<boolean[]> {
  const [texts, questions] = [pairs.map(([text]) => text), pairs.map(([, question]) => question)]
  const split = await ask<{ words: string[] }>(
    'select split_words(fold_text(question), true) as words from unnest($1::text[]) with ordinality as q (question, at) order by at',
    questions,
  )
  const queries = split.map(
    ({ words }) =>
      buildWordQuery(
        words.map((one) => [one]),
        { pictures: 0, shares: new Map() },
      )?.whole ?? '',
  )
  const rows = await ask<{ found: boolean }>(
    `select array_to_tsvector(split_words(fold_text(text), false)) @@ question::tsquery as found
     from unnest($1::text[], $2::text[]) with ordinality as p (text, question, at) order by at`,
    texts,
    queries,
  )
  // A query without a word matches nothing.
  return rows.map(({ found }, at) => found || queries[at] === '')
}

describe('words of a prompt', () => {
  it('are found by the whole text and by each word', async () => {
    await fc.assert(
      fc.asyncProperty(many(fc.array(word, { minLength: 1, maxLength: 8 })), async (prompts) => {
        const pairs = prompts.flatMap((words): [string, string][] => {
          const text = words.join(' ')
          return [text, ...words].map((question) => [text, question])
        })
        const found = await areFound(pairs)
        expect(pairs.filter((_pair, at) => !found[at])).toEqual([])
      }),
      runs,
    )
  })

  it('are found by any part of a sentence without spaces', async () => {
    const han = fc.string({
      unit: fc.constantFrom(...'一只红色的狐狸在树下睡觉がカ한글ก'),
      minLength: 1,
      maxLength: 40,
    })
    const part = fc.tuple(han, fc.nat(), fc.nat()).map(([text, from, length]): [string, string] => {
      const chars = [...text]
      const start = from % chars.length
      return [text, chars.slice(start, start + 1 + (length % (chars.length - start))).join('')]
    })
    await fc.assert(
      fc.asyncProperty(many(part), async (pairs) => {
        expect(await areFound(pairs)).not.toContain(false)
      }),
      runs,
    )
  })

  it('are the same composed and decomposed, and folding them twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(many(sentence), async (texts) => {
        const rows = await ask<{ once: string; twice: string; composed: string; decomposed: string }>(
          `select fold_text(text) as once, fold_text(fold_text(text)) as twice, fold_text(normalize(text, NFC)) as composed, fold_text(normalize(text, NFD)) as decomposed
           from unnest($1::text[]) text`,
          texts,
        )
        for (const { once, twice, composed, decomposed } of rows) {
          expect(twice).toBe(once)
          expect(composed).toBe(once)
          expect(decomposed).toBe(once)
        }
      }),
      runs,
    )
  })

  it('are short enough to be stored, however long the prompt', async () => {
    for (const text of [
      'x'.repeat(2_000),
      '狐'.repeat(2_000),
      '\ufdfa'.repeat(500),
      'a.'.repeat(1_000),
      '🦊'.repeat(500),
    ]) {
      const [row] = await ask<{ bytes: number }>(
        'select pg_column_size(array_to_tsvector(split_words(fold_text(text), false))) as bytes from unnest($1::text[]) text',
        [text],
      )
      expect(row?.bytes).toBeLessThan(100_000)
    }
  })
})

it('the migration fills older rows, and may be run again', async () => {
  const old = await createTestDatabase()
  try {
    const { pool } = old
    const userId = '0190a0b0-0000-7000-8000-000000000001'
    await pool.query('alter table generations disable trigger user')
    await pool.query(`insert into users (id, email, name) values ($1, 'a@example.com', 'Ada')`, [userId])
    await pool.query(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
       select gen_random_uuid(), $1, gen_random_uuid(), 'lighthouse v2.' || n, 'flat', 'composer', '<svg/>', 6, false, 1 from generate_series(1, 2500) n`,
      [userId],
    )
    await pool.query('alter table generations enable trigger user')
    const [fill = ''] = readFileSync('apps/server/migrations/0015_prompt_words_index.sql', 'utf8').split(
      '--> statement-breakpoint',
    )
    for (let run = 0; run < 2; run += 1) await pool.query(fill)
    const { rows } = await pool.query(
      `select count(*)::int as written, (count(*) filter (where words @@ $$'v2.2345':*$$))::int as found, (select array_agg(word) from prompt_words) as known
       from generations where words is not null`,
    )
    expect(rows).toEqual([{ written: 2_500, found: 1, known: ['lighthouse'] }])
  } finally {
    await old[Symbol.asyncDispose]()
  }
})

describe('similar words', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcdeжé'), minLength: 4, maxLength: 12 })

  it('share a key when one letter was added, left out, changed or swapped', async () => {
    const slip = fc
      .tuple(letters, fc.nat(), fc.constantFrom('add', 'leave out', 'change', 'swap'))
      .map(([text, at, kind]): [string, string] => {
        const chars = [...text]
        const place = at % (chars.length - 1)
        const [one = '', other = ''] = chars.slice(place)
        if (kind === 'swap') chars.splice(place, 2, other, one)
        else chars.splice(place, kind === 'add' ? 0 : 1, ...(kind === 'leave out' ? [] : ['x']))
        return [text, chars.join('')]
      })
    await fc.assert(
      fc.asyncProperty(many(slip.filter(([, slipped]) => [...slipped].length >= 4)), async (pairs) => {
        const rows = await ask<{ near: boolean }>(
          'select near_keys(one) && near_keys(other) as near from unnest($1::text[], $2::text[]) as p (one, other)',
          pairs.map(([one]) => one),
          pairs.map(([, other]) => other),
        )
        expect(rows.every(({ near }) => near)).toBe(true)
      }),
      runs,
    )
  })

  it('are stored once, and none with digits or of scripts without spaces', async () => {
    const known = async () =>
      (await ask<{ word: string }>('select word from prompt_words order by word')).map((row) => row.word)
    await database.pool.query(
      `insert into users (id, email, name) values ('0190a0b0-0000-7000-8000-000000000001', 'a@example.com', 'Ada')`,
    )
    await database.pool.query(
      `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
       select gen_random_uuid(), '0190a0b0-0000-7000-8000-000000000001', gen_random_uuid(), prompt, 'flat', 'composer', '<svg/>', 6, true, 1
       from unnest($1::text[]) prompt`,
      [['A Lighthouse at user@example.test in 2024', 'the lighthouse v2beta, 一只红色的狐狸 🦊🦊🦊🦊🦊']],
    )
    expect(await known()).toEqual(['example', 'lighthouse', 'test', 'user'])
  })
})
