import { join } from 'node:path'
import type { Family } from '../family.ts'
import { createPicture } from '../pictures.ts'
import type { Row } from '../row.ts'
import { withStack } from '../stage.ts'
import { createUsers, fetchCsrf } from '../users.ts'

const MIB = 1024 * 1024
/** Near the bounds of the requests: docs/versions.md, docs/exports.md. */
const uploadBytes = 2 * MIB - 1024
const editsBytes = 500 * 1024
const storedBytes = 1 * MIB
const archived = 50
/** The first one also loads code. */
const rounds = 2

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${body}</svg>`
const fill = (part: string, bytes: number) => part.repeat(Math.floor(bytes / part.length))

/** Each costs another part of the service as much as possible. */
const uploads: Record<string, string> = {
  shapes: createPicture(uploadBytes, 1),
  'one path': svg(`<path d="M0 0${fill('l1.25-3.5', uploadBytes)}"/>`),
  names: svg(fill('<g id="a&amp;b" aria-label="&#x41;&quot;"><rect width="9" height="9"/></g>', uploadBytes)),
  depth: svg(`${fill('<g opacity=".9">', 4_000)}<rect width="9" height="9"/>${fill('</g>', 1_000)}`),
  'no elements': fill('<', uploadBytes),
}
/** A body that is no picture. */
const manyValues = `{"svg":[${fill('0,', uploadBytes)}0]}`
const formats = [
  ...['tsx', 'jsx', 'vue', 'svelte', 'ts'].map((form) => `component.${form}`),
  ...['file.png?size=2048', 'file.pdf', 'favicon.zip', 'drawable.xml', 'picture.swift', 'current-color.svg'],
  ...['cut.svg', 'animated.svg?motion=bounce', 'lottie.json?motion=draw-in', 'file.svg'],
]

export const eventLoop: Family = {
  name: 'event-loop',
  purpose:
    'the longest time for which hostile uploads, edits, exports and archives block the event loop of the API',
  measure: (stage) =>
    withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('event-loop'))
      const [user] = await createUsers(database, 1)
      const preload = join(import.meta.dirname, '..', 'limits', 'event-loop.mjs')
      const service = stack.use(await stage.startService('api', { DATABASE_URL: database.url }, preload))
      const csrf = await fetchCsrf(service.origin)
      const cookies = Object.entries({ ...user?.cookies, ...csrf.cookies })
      const headers = {
        ...csrf.headers,
        cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': 'application/json',
      }
      const request = async (method: string, path: string, body?: string) => {
        const answer = await fetch(`${service.origin}/api${path}`, { method, headers, body })
        const content = Buffer.from(await answer.arrayBuffer())
        if (answer.status >= 500 && answer.status !== 503) throw new Error(`${path}: ${answer.status}`)
        return { status: answer.status, content }
      }
      const post = (path: string, body: object) => request('POST', path, JSON.stringify(body))
      const upload = async (source: string) => {
        const { status, content } = await post('/svg', { svg: source, privacy: true })
        return status === 201 ? (JSON.parse(content.toString()) as Stored).svgGeneration.id : undefined
      }
      const stored = await Promise.all([10, 11].map((seed) => upload(createPicture(storedBytes, seed))))
      const ids = stored.flatMap((id) => id ?? [])
      const [first] = ids
      if (!first) throw new Error('no picture could be stored')
      await database.pool.query(
        `insert into generations (id, user_id, prompt, style, model, svg, bytes, privacy, credits_used)
         select gen_random_uuid(), user_id, prompt, style, model, svg, bytes, true, 0 from generations, generate_series(1, $2) where id = $1`,
        [first, archived - ids.length],
      )
      const { rows: all } = await database.pool.query<{ id: string }>('select id from generations limit $1', [
        archived,
      ])
      const fragment = createPicture(Math.floor(editsBytes / 200), 2)
      const edits = Array.from({ length: 200 }, () => ({ op: 'insert', svg: fragment }))

      const tasks: Record<string, () => Promise<unknown>> = {
        'uploads of 2 MiB': () =>
          Promise.all([...Object.values(uploads).map(upload), request('POST', '/svg', manyValues)]),
        '200 edits of 500 KiB of a picture of 1 MiB': () => post(`/svg/${first}/edits`, { edits }),
        'exports of a picture of 1 MiB': async () => {
          for (const format of formats) await request('GET', `/svg/${first}/${format}`)
        },
        'three archives of 50 pictures of 1 MiB': () =>
          Promise.all([1, 2, 3].map(() => post('/svg/files.zip', { ids: all.map(({ id }) => id) }))),
      }
      const result: Row[] = []
      for (const [what, work] of Object.entries(tasks)) {
        stage.report(`event-loop: ${what}`)
        const longest: number[] = []
        for (let round = 0; round < rounds; round += 1) {
          await service.ask('begin')
          await work()
          longest.push(((await service.ask('end')) as { longestMs: number }).longestMs)
        }
        result.push({
          family: 'event-loop',
          what: `longest block: ${what}`,
          value: Math.max(...longest),
          unit: 'ms',
          target: { below: 50 },
          note: `rounds ${longest.map((ms) => ms.toFixed(0)).join(', ')} ms`,
        })
      }
      return result
    }),
}

type Stored = { svgGeneration: { id: string } }
