import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { paletteErrors, palettesMax } from './errors.ts'
import { countPalettes, insertPalette } from './store.ts'

/**
 * Keeps a palette of an account, once: a repetition changes nothing, also its place in the list. The lock on
 * the account's row makes parallel requests take turns, so that no account gets more than allowed.
 *
 * @param colors as `#rrggbb`.
 * @throws AppError `too_many_palettes`; `invalid_token` when the account was deleted meanwhile.
 */
export async function keepPalette(db: Db, userId: string, colors: readonly string[]): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await lockUser(tx, userId))) throw new AppError(platformErrors.invalid_token)
    const isNew = await insertPalette(tx, { id: uuidv7(), userId, colors })
    if (isNew && (await countPalettes(tx, userId)) > palettesMax)
      throw new AppError(paletteErrors.too_many_palettes)
  })
}
