import type pg from 'pg'

type Wanted = {
  userId: string
  count: number
  privacy?: boolean
  style?: string
  /** The part of the prompt before the number. */
  prompt?: string
  svg?: string
  /** Seconds since the newest of them. */
  ageSeconds?: number
}

/** A square in a unique colour, so that pictures can be distinguished. */
const square = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="${colour}"/><circle cx="128" cy="128" r="72" fill="#fff"/></svg>`

/**
 * Pictures as workers would have written them, a second apart, newest first; `picture 1` is the newest. Their
 * ids in that order.
 */
export async function hangPictures(
  { database }: { database: { pool: pg.Pool } },
  wanted: Wanted,
): Promise<string[]> {
  const { userId, count, privacy = false, style = 'flat', prompt = 'picture', ageSeconds = 60 } = wanted
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
     select gen_random_uuid(), $1, gen_random_uuid(), $3 || ' ' || n, $4, 'composer', $5, octet_length($5), $6, 1,
       now() - make_interval(secs => $7 + n)
     from generate_series(1, $2) n returning id, created_at`,
    [userId, count, prompt, style, wanted.svg ?? square('#d9442b'), privacy, ageSeconds],
  )
  return rows.map(({ id }) => id)
}
