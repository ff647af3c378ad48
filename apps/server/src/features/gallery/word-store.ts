import { type Db, queryNamed } from '../../platform/db/index.ts'

/** More words with the same keys exist only if somebody invented them on purpose. */
const candidatesMax = 200

/**
 * The words of a search, split as prompts are: without case and accents, and for Chinese, Japanese or Thai
 * some characters at a time.
 */
export async function splitSearch(db: Db, search: string): Promise<string[]> {
  const [row] = await queryNamed<{ words: string[] }>(
    db,
    'split_search',
    'select split_words(fold_text($1), true) as words',
    [search],
  )
  return row?.words ?? []
}

/** For each of these words, the words of prompts that may have been meant. */
export async function findLikelyWords(db: Db, words: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await queryNamed<{ written: string; known: string[] }>(
    db,
    'find_likely_words',
    `select written, array(select word from prompt_words where near_keys && near_keys(written) limit ${candidatesMax}) as known
     from unnest($1::text[]) written`,
    [words],
  )
  return new Map(rows.map(({ written, known }) => [written, known]))
}
