import { crc32 } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { type Db, defineStatement, literal } from '../../platform/db/index.ts'
import { isListed, shownAtOf } from './store.ts'

/**
 * A row of the public gallery. `start` is its JSON as `presentPublic` would write it, up to the author, whose
 * name can change, and without the closing brace. `checksum` is of `start`.
 */
export type PublicRow = { userId: string; start: string; checksum: number }

/** An id in hexadecimal digits. */
export const idDigits = 32

/** Rows by the id of their picture, `idDigits` lower-case digits. */
export type RowCache = {
  get(id: string): PublicRow | undefined
  /** Reads these rows, and caches them. Rows of pictures that are not public now are absent. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, PublicRow>>
}

/** Bounds the memory: two bytes a character, as for texts outside of Latin-1, and the objects of a row. */
const bytesMax = 4 * 1024 * 1024
const bytesOfObjects = 300
/**
 * The service never changes what a row shows: a changed picture is another row. An operator who changes a
 * prompt by SQL sees it after this time.
 */
const keptMs = 60_000

/** @param fileUrl the URL of a picture's file. */
export function createRowCache(db: Db, fileUrl: (id: string) => string): RowCache {
  const rows = new LRUCache<string, PublicRow>({
    maxSize: bytesMax,
    sizeCalculation: ({ start }) => start.length * 2 + bytesOfObjects,
    ttl: keptMs,
    ttlResolution: 1_000,
  })
  return {
    get: (id) => rows.get(id),
    async read(ids) {
      const [urlStart = '', urlEnd = ''] = JSON.stringify(fileUrl('{id}')).slice(1, -1).split('{id}')
      const found = new Map<string, PublicRow>()
      for (const { text } of await rowsStatement.run(db, { ids, urlStart, urlEnd })) {
        const [id, row] = [text.slice(0, idDigits), readRow(text)]
        found.set(id, row)
        rows.set(id, row)
      }
      return found
    },
  }
}

/** A row's text begins with the ids of the picture and of its owner, the second with hyphens. */
const startAt = idDigits + 36

function readRow(text: string): PublicRow {
  const start = text.slice(startAt)
  return { userId: text.slice(idDigits, startAt), start, checksum: crc32(start) }
}

type RowsValues = {
  ids: readonly string[]
  /** The URL of a file, before and after the id of its picture. */
  urlStart: string
  urlEnd: string
}

/** PostgreSQL writes the JSON, because parsing the columns and writing them again would take longer. */
const rowsStatement = defineStatement<RowsValues, { text: string }>(
  'public_rows',
  (values) => sql`
    select encode(uuid_send(picture.id), 'hex') || user_id || format(${rowFormat}, picture.id, to_json(picture.prompt),
      to_json(picture.style), to_json(picture.model), ${sql.raw(shownAtToMs)}, ${values.urlStart}::text, ${values.urlEnd}::text) as text
    from generations picture where picture.id = any(${values.ids}::uuid[]) and ${sql.raw(isListed)}`,
)

/** The arguments of `format`, by number. One call takes less time than writing each piece after the other. */
const rowFormat = literal(
  `{"id":"%1$s","prompt":%2$s,"style":%3$s,"model":%4$s,"createdAt":%5$sZ","svgUrl":"%6$s%1$s%7$s"`,
)

/**
 * With its first quote. JSON has as many decimals of the second as are not zero. The microsecond makes them
 * six, of which three are taken. `to_char` takes several times as long.
 */
const shownAtToMs = `left(to_json((${shownAtOf('picture')} at time zone 'UTC') + interval '1 microsecond')::text, 24)`
