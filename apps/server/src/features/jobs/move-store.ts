import { type Db, queryNamed } from '../../platform/db/index.ts'
import type { StoredText, TextPlace } from '../storage/index.ts'

/** A picture whose SVG is to be moved. */
export type MovedPicture = StoredText & { id: string }

/** About how many pictures there are in all, from the planner's statistics. */
export async function estimatePictures(db: Db): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    db,
    'estimate_pictures',
    `select greatest(reltuples, 0)::float8 as count from pg_class where oid = 'generations'::regclass`,
    [],
  )
  return row?.count ?? 0
}

/**
 * The next ids in their order, and of those pictures whose SVG is in their row or, with `fromObjects`, in an
 * object, the ids and places. Bounded by the number of rows that are looked at, so that it takes no longer
 * when most are moved.
 */
export async function listNextToMove(
  db: Db,
  { after, rowsMax, fromObjects }: { after: string; rowsMax: number; fromObjects: boolean },
): Promise<{ last: string; looked: number; pictures: MovedPicture[] }> {
  const rows = await queryNamed<MovedPicture & { isToMove: boolean }>(
    db,
    'list_next_to_move',
    `select id, case when (svg is null) = $3 then svg end as svg, svg_object as "svgObject", bytes, (svg is null) = $3 as "isToMove"
     from generations where id > $1 order by id limit $2`,
    [after, rowsMax, fromObjects],
  )
  return {
    last: rows.at(-1)?.id ?? after,
    looked: rows.length,
    pictures: rows.filter(({ isToMove }) => isToMove).map(({ isToMove: _, ...picture }) => picture),
  }
}

/**
 * Writes the new place of a picture's SVG, if it is still where it was read. @returns false if it was deleted
 * or moved meanwhile.
 */
export async function recordMove(db: Db, from: MovedPicture, to: TextPlace): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'record_move',
    `update generations set svg = $3::text, svg_object = $4::text where id = $1 and svg_object is not distinct from $2::text returning id`,
    [from.id, from.svgObject, to.svg, to.svgObject],
  )
  return rows.length > 0
}
