import type { Db, Replica } from '../../platform/db/index.ts'
import { findAuthorNames } from '../authors/index.ts'
import { createCountCache } from './count-cache.ts'
import { type CountedPage, countPage } from './count-page.ts'
import type { FileLinks } from './file-links.ts'
import { type ListedPage, searchPublicPage } from './list-page.ts'
import type { ListQuery } from './list-query.ts'
import { presentPublic } from './present.ts'
import { createPublicPages, type PublicPage } from './read-pages.ts'
import { countPublic, findStillPublic, type PublicFilter } from './read-public.ts'
import type { ListedRow } from './store.ts'

export type PublicListDeps = {
  /** With its own connections and time limit. */
  db: Db
  replica?: Replica | undefined
  links: FileLinks
}

/** Pages of the public pictures, each row as JSON. */
export type PublicList = {
  /** Without a search. Concurrent callers may get the same object. */
  readByDate(query: ListQuery): Promise<PublicPage>
  search(words: string, query: ListQuery): Promise<ListedPage<PublicFilter, string>>
  /** Adds the length of the page's list. */
  count(page: ListedPage<PublicFilter, string>, query: ListQuery): Promise<CountedPage<string>>
}

export function createPublicList({ db, replica, links }: PublicListDeps): PublicList {
  const read: Replica['read'] = async (work) =>
    replica ? replica.read(work) : { result: await work(db), isFromReplica: false }
  const count = createCountCache(async (filter) => (await read((at) => countPublic(at, filter))).result)
  return {
    readByDate: createPublicPages(db, links.plainUrl),
    async search(words, query) {
      const { result: page, isFromReplica } = await read((at) => searchPublicPage(at, words, query))
      const rows = isFromReplica ? await keepPublic(db, page.rows) : page.rows
      const authors = await findAuthorNames(
        db,
        rows.map(({ userId }) => userId),
      )
      return { ...page, rows: rows.map((row) => JSON.stringify(presentPublic(row, links, authors))) }
    },
    count: (page, query) => countPage(page, query, count),
  }
}

/** A replica may not know yet that a picture is not public any more. */
async function keepPublic(db: Db, rows: readonly ListedRow[]): Promise<ListedRow[]> {
  const left = await findStillPublic(
    db,
    rows.map(({ id }) => id),
  )
  return rows.filter(({ id }) => left.has(id))
}
