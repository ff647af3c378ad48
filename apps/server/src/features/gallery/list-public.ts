import type { Db } from '../../platform/db/index.ts'
import { findAuthorNames } from '../authors/index.ts'
import { createCountCache } from './count-cache.ts'
import { type CountedPage, countPage } from './count-page.ts'
import type { FileLinks } from './file-links.ts'
import { searchPublicPage } from './list-page.ts'
import type { ListQuery } from './list-query.ts'
import { presentPublic } from './present.ts'
import { createPublicPages, type PublicPage } from './read-pages.ts'

export type PublicListDeps = {
  /** With its own connections and time limit. */
  db: Db
  links: FileLinks
}

/** Pages of the public pictures, each row as JSON. */
export type PublicList = {
  /** Without a search. Concurrent callers may get the same object. */
  readByDate(query: ListQuery): Promise<PublicPage>
  search(words: string, query: ListQuery): Promise<PublicPage>
  /** Adds the length of the page's list. */
  count(page: PublicPage, query: ListQuery): Promise<CountedPage<string>>
}

export function createPublicList({ db, links }: PublicListDeps): PublicList {
  const count = createCountCache(db)
  return {
    readByDate: createPublicPages(db, links.plainUrl),
    async search(words, query) {
      const page = await searchPublicPage(db, words, query)
      const authors = await findAuthorNames(
        db,
        page.rows.map(({ userId }) => userId),
      )
      return { ...page, rows: page.rows.map((row) => JSON.stringify(presentPublic(row, links, authors))) }
    },
    count: (page, query) => countPage(page, query, count),
  }
}
