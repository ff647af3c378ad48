import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'

export type PaletteRow = { colors: string[]; createdAt: Date }

/** The palettes of an account, the newest first. */
export function listPalettes(db: Db, userId: string): Promise<PaletteRow[]> {
  return queryNamed<PaletteRow>(
    db,
    'list_palettes',
    `select colors, created_at as "createdAt" from palettes where user_id = $1 order by created_at desc, id desc`,
    [userId],
  )
}

/** The caller holds the lock on the account. */
export async function countPalettes(tx: Tx, userId: string): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    tx,
    'count_palettes',
    'select count(*)::int as count from palettes where user_id = $1',
    [userId],
  )
  return row?.count ?? 0
}

/** @returns whether it was not kept before. */
export async function insertPalette(
  tx: Tx,
  { id, userId, colors }: { id: string; userId: string; colors: readonly string[] },
): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'insert_palette',
    `insert into palettes (id, user_id, colors, created_at) values ($1, $2, $3, clock_timestamp())
     on conflict (user_id, colors) do nothing returning id`,
    [id, userId, colors],
  )
  return rows.length > 0
}

export async function deletePalette(db: Db, userId: string, colors: readonly string[]): Promise<void> {
  await queryNamed(db, 'delete_palette', 'delete from palettes where user_id = $1 and colors = $2', [
    userId,
    colors,
  ])
}
