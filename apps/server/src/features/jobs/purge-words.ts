import { type Db, queryNamed } from '../../platform/db/index.ts'

const wordsAtOnce = 500

/**
 * Deletes known words that no prompt contains any more, so that nothing of a deleted picture remains. It
 * checks all words in batches, each with the index of words. A word that a user writes at the same moment may
 * also be deleted. Then it is found only in its exact spelling until it is written again.
 *
 * @returns how many it deleted.
 */
export async function purgeWords(db: Db, signal: AbortSignal): Promise<number> {
  let [deleted, last] = [0, '']
  for (;;) {
    signal.throwIfAborted()
    const [batch] = await queryNamed<{ last: string | null; deleted: number }>(
      db,
      'purge_words',
      `with batch as materialized (select word from prompt_words where word > $1 order by word limit ${wordsAtOnce}),
       gone as (
         delete from prompt_words using batch where prompt_words.word = batch.word
           and not exists (select from generations where words @@ (quote_literal(batch.word) || ':*')::tsquery)
         returning 1
       ) select (select max(word) from batch) as last, (select count(*)::int from gone) as deleted`,
      [last],
    )
    if (!batch?.last) return deleted
    deleted += batch.deleted
    last = batch.last
  }
}
