import { type Db, queryNamed } from '../../platform/db/index.ts'
import type { WordStatistics } from './word-query.ts'

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

/**
 * How common words are that begin with each of these, by the statistics that ANALYZE keeps of the words of
 * pictures. They have the most common thousand (PostgreSQL, section 52.28); other words are rarer, and
 * have a share of 0.
 */
export async function readWordStatistics(db: Db, words: readonly string[]): Promise<WordStatistics> {
  const rows = await queryNamed<{ pictures: number; written: string; share: number }>(
    db,
    'read_word_statistics',
    `with listed as materialized (
       select word, share from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as listed(word, share)
       where schemaname = current_schema() and tablename = 'generations' and attname = 'words'
     )
     select (select greatest(reltuples, 0) from pg_class where oid = 'generations'::regclass) as pictures, written,
       coalesce((select sum(share) from listed where starts_with(word, written)), 0) as share
     from unnest($1::text[]) written`,
    [words],
  )
  const shares = new Map(rows.map(({ written, share }) => [written, share]))
  return { pictures: rows[0]?.pictures ?? 0, shares }
}
