import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

type Found = {
  publicGenerations: { prompt: string }[]
  pagination: { totalCount: number }
  nextCursor: string | null
}

const prompts = [
  'a bird v2.0 design sketch',
  'a letter to user@example.test, with a stamp',
  'a poster for a rock’n’roll night',
  '一只红色的狐狸在树下睡觉',
  '赤い狐が木の下で眠っている',
  'สุนัขจิ้งจอกสีแดงนอนหลับใต้ต้นไม้',
  '빨간 여우가 나무 아래에서 잔다',
  'cafe\u0301 noir in Paris',
  'ΟΔΥΣΣΕΥΣ on his ship',
  'a badge with 🦊 and 👩🏽‍🚀',
  'the C++ and C# logos (flat)',
  'Ｆｕｌｌ width letters',
  'a STRASSE in Ærøskøbing',
  'фиолетовый СЛОН с зонтом',
  'a lighthouse on a rocky island',
  'an elephant with an umbrella',
  'path/to/file_name.png as an icon',
  '100% cotton, only $5',
  'a\u200bb invisible\u00adhyphen',
]

const api = keepForSuite(await startTestApi())
const ownerId = (await api.client().register()).id
for (const prompt of prompts) await write(prompt)

/** As the previous version would have written it: the database itself makes it searchable. */
async function write(prompt: string, { pool } = api.database, userId = ownerId): Promise<void> {
  await pool.query(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', '<svg/>', 6, false, 1)`,
    [userId, prompt],
  )
}

async function search(q: string, more = '', target = api): Promise<Found> {
  const answer = await target.client().get(`/svg/public?q=${encodeURIComponent(q)}${more}`)
  expect(answer.status).toBe(200)
  return answer.body as Found
}
const find = async (q: string) => (await search(q)).publicGenerations.map(({ prompt }) => prompt)

describe('a search', () => {
  it.each([
    ['v2.0', 0],
    ['V2.0 bird', 0],
    ['v2', 0],
    ['user@example.test', 1],
    ['example.test', 1],
    ['user@', 1],
    ['stamp', 1],
    ['roll', 2],
    ["rock'n'roll", 2],
    ['rock n roll', 2],
    ['睡觉', 3],
    ['狐狸', 3],
    ['红色的狐狸在树下', 3],
    ['眠って', 4],
    ['木の下', 4],
    ['จิ้งจอก', 5],
    ['นอนหลับ', 5],
    ['여우', 6],
    ['나무', 6],
    ['café', 7],
    ['cafe\u0301', 7],
    ['cafe', 7],
    ['οδυσσευς', 8],
    ['ὀδυσσεύς', 8],
    ['οδυσσευσ', 8],
    ['🦊', 9],
    ['👩🏽‍🚀', 9],
    ['👩‍🚀', 9],
    ['c++', 10],
    ['C#', 10],
    ['full', 11],
    ['straße', 12],
    ['aeroskobing', 12],
    ['Слон', 13],
    ['ФИОЛЕТОВЫЙ слон', 13],
    ['lightho', 14],
    ['"rocky island"', 14],
    ['file_name', 16],
    ['name.png', 16],
    ['100%', 17],
    ['$5', 17],
    ['ab', 18],
    ['invisiblehyphen', 18],
    ['lighthuose', 14],
    ['ligthouse', 14],
    ['elefant', 15],
    ['elephants', 15],
    ['umbrela elephant', 15],
    ['фиолетовый слонн', 13],
  ])('for %j finds what was written', async (q, at) => {
    expect(await find(q)).toEqual([prompts[at]])
  })

  it.each([
    'v2.1',
    'user@example.com',
    '睡着',
    '🐙',
    'xylophone',
    '!!!',
    "'); drop table users; --",
    "\\' | zz:*",
  ])('for %j finds nothing', async (q) => {
    expect(await find(q)).toEqual([])
  })

  it('finds similar words only when nothing has the word', async () => {
    await write('a stork on a roof')
    expect(await find('stork')).toEqual(['a stork on a roof'])
    expect(await find('storc')).toEqual(['a stork on a roof'])
    await write('a storc by another name')
    // Another page than the one that is cached for a second.
    const { publicGenerations } = await search('storc', '&limit=9')
    expect(publicGenerations.map(({ prompt }) => prompt)).toEqual(['a storc by another name'])
  })

  it.each(['/svg/history', '/user/generations'])('of one’s own pictures finds the same: %s', async (path) => {
    const { client: owner, id } = await api.signUp()
    for (const prompt of ['my v2.0 fox 睡觉', 'my other picture']) await write(prompt, api.database, id)
    for (const [q, count] of [
      ['v2.0', 1],
      ['睡觉', 1],
      ['pictuer', 1],
      ['my', 2],
      ['lighthouse', 0],
    ] as const) {
      const answer = await owner.get(`${path}?q=${encodeURIComponent(q)}`)
      expect((answer.body as { generations: unknown[] }).generations).toHaveLength(count)
    }
  })

  it('finds the whole prompt, however long it is', async () => {
    for (const prompt of prompts) expect(await find(prompt)).toContain(prompt)
  })

  it('continues by cursor and by page, for exact and for similar words, and ends', async () => {
    await hangPictures(api, { userId: ownerId, count: 25, prompt: 'kaleidoscope' })
    for (const q of ['kaleidoscope', 'kaleidoskope']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await search(q, `&limit=10${cursor && `&cursor=${cursor}`}`)
        expect(page.pagination.totalCount).toBe(25)
        seen.push(...page.publicGenerations.map(({ prompt }) => prompt))
        cursor = page.nextCursor ?? ''
      } while (cursor)
      expect(new Set(seen).size).toBe(25)
      expect((await search(q, '&limit=10&page=3')).publicGenerations).toHaveLength(5)
      expect((await search(q, '&limit=10&page=4')).publicGenerations).toEqual([])
    }
  })
})
