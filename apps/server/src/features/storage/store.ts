import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'

/**
 * How long an object may exist before a row refers to it. The longest time between writing an object and
 * committing its row is that of a worker that repeats the end of a job: some seconds.
 */
const claimMinutes = 60
/**
 * Longer than a signed request is valid (15 minutes), so that no late DELETE meets a new object of the same
 * name.
 */
const quarantineMinutes = 20

/**
 * Announces that an object is about to be written. For `claimMinutes` the sweep leaves it alone, whether or
 * not a row refers to it.
 *
 * @returns false while an object of this name is being deleted; then it must not be used.
 */
export async function claimObject(db: Db, key: string, text: string): Promise<boolean> {
  await queryNamed(
    db,
    'claim_object',
    `insert into svg_objects (key, content_hash, check_at) values ($1, picture_content_hash($2), now() + interval '${claimMinutes} minutes')
     on conflict (key) do update set content_hash = excluded.content_hash, check_at = excluded.check_at`,
    [key, text],
  )
  // In a statement of its own: the one before may have waited for a removal that it does not see.
  const removals = await queryNamed(
    db,
    'find_object_removal',
    'select key from svg_object_removals where key = $1',
    [key],
  )
  return removals.length === 0
}

/**
 * Takes up to `rowsMax` objects whose time to be looked at has come. A picture that is being written or
 * deleted now holds a lock on its object; those are left for the next time. Objects without a picture become
 * removals.
 *
 * @returns how many were looked at, and how many of them are to be removed.
 */
export async function checkObjects(tx: Tx, rowsMax: number): Promise<{ checked: number; unused: number }> {
  const due = await queryNamed<{ key: string }>(
    tx,
    'lock_objects_to_check',
    `select key from svg_objects where check_at <= now() order by check_at limit $1 for update skip locked`,
    [rowsMax],
  )
  if (due.length === 0) return { checked: 0, unused: 0 }
  const keys = due.map(({ key }) => key)
  // In a statement of its own, which sees all pictures that were committed before the locks were taken. From
  // then on a new picture with such an object waits for this transaction.
  const used = await queryNamed(
    tx,
    'keep_used_objects',
    `update svg_objects set check_at = null
     where key = any($1::text[]) and exists (select from generations where svg_object = svg_objects.key) returning key`,
    [keys],
  )
  const unused = keys.length - used.length
  if (unused > 0)
    await queryNamed(
      tx,
      'begin_object_removals',
      `with gone as (delete from svg_objects where key = any($1::text[]) and check_at is not null returning key)
       insert into svg_object_removals (key) select key from gone on conflict (key) do update set started_at = now(), deleted_at = null`,
      [keys],
    )
  return { checked: keys.length, unused }
}

/** Objects that are to be deleted, and are not known to be deleted yet. */
export async function listRemovals(db: Db, rowsMax: number): Promise<string[]> {
  const rows = await queryNamed<{ key: string }>(
    db,
    'list_object_removals',
    'select key from svg_object_removals where deleted_at is null order by started_at limit $1',
    [rowsMax],
  )
  return rows.map(({ key }) => key)
}

export async function recordRemoved(db: Db, keys: readonly string[]): Promise<void> {
  await queryNamed(
    db,
    'record_removed_objects',
    'update svg_object_removals set deleted_at = now() where key = any($1::text[]) and deleted_at is null',
    [keys],
  )
}

/** Ends the removals whose objects were deleted long enough ago. */
export async function endRemovals(db: Db): Promise<void> {
  await queryNamed(
    db,
    'end_object_removals',
    `delete from svg_object_removals where deleted_at < now() - interval '${quarantineMinutes} minutes'`,
    [],
  )
}

/**
 * Adds objects that the bucket has and no row knows, such as after an older backup was restored. The next
 * check removes them, unless they are claimed before.
 *
 * @returns how many there were.
 */
export async function adoptUnknown(db: Db, keys: readonly string[]): Promise<number> {
  const rows = await queryNamed(
    db,
    'adopt_unknown_objects',
    `insert into svg_objects (key, content_hash, check_at)
     select key, '', now() from unnest($1::text[]) as listed (key) on conflict (key) do nothing returning key`,
    [keys],
  )
  return rows.length
}
