import { type Db, deleteRows, queryNamed } from '../../platform/db/index.ts'

/** The answers of requests that began before the change are in a CDN by then. */
const secondPassSeconds = 60
const firstRetrySeconds = 5
const retryMaxSeconds = 600

export type DuePurge = { pictureId: string; passesLeft: number; attempts: number }

/**
 * The purges that are due, oldest first. Each is due again after a delay, unless it is ended before: another
 * process repeats what this one does not finish.
 */
export async function takePurges(db: Db, rowsMax: number): Promise<DuePurge[]> {
  return queryNamed<DuePurge>(
    db,
    'take_file_purges',
    `update file_purges set attempts = least(attempts + 1, 1000),
       due_at = now() + make_interval(secs => least(${retryMaxSeconds}, ${firstRetrySeconds} * 2 ^ least(attempts, 10)))
     where picture_id in (select picture_id from file_purges where due_at <= now() order by due_at limit $1 for update skip locked)
     returning picture_id as "pictureId", passes_left as "passesLeft", attempts`,
    [rowsMax],
  )
}

/** The CDN has purged these. A purge that was requested again meanwhile has other values, and stays. */
export async function endPurges(db: Db, done: readonly DuePurge[]): Promise<void> {
  const values = [
    done.map(({ pictureId }) => pictureId),
    done.map(({ passesLeft }) => passesLeft),
    done.map(({ attempts }) => attempts),
  ]
  await queryNamed(
    db,
    'end_file_purges',
    `with done as (select * from unnest($1::uuid[], $2::int[], $3::int[]) as done (picture_id, passes_left, attempts)),
     again as (
       update file_purges set passes_left = file_purges.passes_left - 1, attempts = 0, due_at = now() + interval '${secondPassSeconds} seconds'
       from done where file_purges.picture_id = done.picture_id and file_purges.attempts = done.attempts
         and file_purges.passes_left = done.passes_left and done.passes_left > 1
     )
     delete from file_purges using done where file_purges.picture_id = done.picture_id and file_purges.attempts = done.attempts
       and file_purges.passes_left = done.passes_left and done.passes_left = 1`,
    values,
  )
}

/** Deletes purges that nobody has done for this long, such as without a CDN. */
export const forgetPurges = (db: Db, days: number, rowsMax: number): Promise<number> =>
  deleteRows(db, {
    table: 'file_purges',
    key: 'picture_id',
    where: 'created_at < now() - make_interval(days => $2)',
    values: [days],
    rowsMax,
  })
