import type { Db } from '../../platform/db/index.ts'
import { chooseNearWords, nearCharsMin } from './near-word.ts'
import { type Alternatives, buildWordQuery, type WordQuery } from './word-query.ts'
import { findLikelyWords, readWordStatistics, splitSearch } from './word-store.ts'

type Searching<Page> = {
  /** What the user wrote. */
  search: string
  /** Whether the page is the first one of its list. */
  isFirst: boolean
  /** Reads the page with these words. */
  read: (words: WordQuery) => Promise<Page>
  /** Whether there is any picture with these words, before or after the page. */
  hasAny: (words: WordQuery) => Promise<boolean>
}

/**
 * A page of a search. If nothing in the whole list has the words, it is read with similar words.
 *
 * @returns undefined if there is no word to search for.
 */
export async function searchWords<Page extends { rows: readonly unknown[]; hasMore: boolean }>(
  db: Db,
  { search, isFirst, read, hasAny }: Searching<Page>,
): Promise<Page | undefined> {
  const written = await splitSearch(db, search)
  const words = await queryFor(
    db,
    written.map((word) => [word]),
  )
  if (!words) return undefined
  const page = await read(words)
  if (page.rows.length > 0 || page.hasMore) return page
  if (!isFirst && (await hasAny(words))) return page
  const near = await findNear(db, written)
  return near ? read(near) : page
}

/** The search with the similar words of every word that may be misspelt; undefined if there are none. */
async function findNear(db: Db, written: string[]) {
  const likely = await findLikelyWords(
    db,
    written.filter((word) => word.length >= nearCharsMin && /^[\p{L}\p{M}]+$/u.test(word)),
  )
  const near = written.map((word) => [word, ...chooseNearWords(word, likely.get(word) ?? [])])
  return near.some((alternatives) => alternatives.length > 1) ? queryFor(db, near) : undefined
}

const queryFor = async (db: Db, words: readonly Alternatives[]) =>
  buildWordQuery(words, await readWordStatistics(db, words.flat()))
