import type { Db } from '../../platform/db/index.ts'
import { findAuthorNames } from '../authors/index.ts'
import { createCountCache } from './count-cache.ts'
import { type CountedPage, countPage } from './count-page.ts'
import type { FileLinks } from './file-links.ts'
import { rangeOf, searchPublicPage } from './list-page.ts'
import type { ListQuery } from './list-query.ts'
import { presentPublic } from './present.ts'
import { createPublicPages } from './read-pages.ts'

export type PublicListDeps = {
  /** With its own connections and time limit. */
  db: Db
  links: FileLinks
}

/** Lists and searches the public pictures: a page with the length of its list, each row as JSON. */
export function createPublicList({
  db,
  links,
}: PublicListDeps): (query: ListQuery) => Promise<CountedPage<string>> {
  const count = createCountCache(db)
  const readByDate = createPublicPages(db, links.plainUrl)

  async function search(words: string, query: ListQuery) {
    const page = await searchPublicPage(db, words, query)
    const authors = await findAuthorNames(
      db,
      page.rows.map(({ userId }) => userId),
    )
    return { ...page, rows: page.rows.map((row) => JSON.stringify(presentPublic(row, links, authors))) }
  }

  return async (query) => {
    const { style, model, search: words } = query
    const page =
      words === undefined ? await readByDate({ style, model }, rangeOf(query)) : await search(words, query)
    return countPage(page, query, count)
  }
}
