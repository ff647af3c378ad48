import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { cutCharacters } from '../../platform/text/index.ts'
import { lockUser } from '../accounts/index.ts'
import {
  deleteAnyPicture,
  findPictureOwner,
  galleryErrors,
  hidePicture,
  resolveReports,
  showPicture,
} from '../gallery/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { readText } from '../storage/index.ts'
import { type ActBy, type AdminAction, recordAct } from './act-store.ts'
import { type AdminPictureRow, readPicture } from './read-pictures.ts'
import { whenNotBusy } from './when-not-busy.ts'

/** The length of the prompt's beginning that identifies a picture in texts. */
const titleCharsMax = 80

/** @throws AppError `svg_not_found`, also for a picture that only its owner may see. */
export async function showPictureByHand(db: Db, id: string): Promise<AdminPictureRow & { svg: string }> {
  const picture = await readPicture(db, id)
  if (!picture) throw new AppError(galleryErrors.svg_not_found.any)
  return { ...picture, svg: await readText(db, picture) }
}

/**
 * Hides a picture from everybody but its owner, from the commit on, and notifies the owner of the reason. Its
 * open reports are resolved. A repeated call only resolves open reports.
 *
 * @throws AppError `svg_not_found`.
 */
export async function hidePictureByHand(db: Db, id: string, by: ActBy): Promise<void> {
  await act(db, id, by, async (tx, userId) => {
    if (!(await readPicture(tx, id))) throw new AppError(galleryErrors.svg_not_found.any)
    const hidden = await hidePicture(tx, id, by.reason)
    const reports = await resolveReports(tx, id, 'hidden')
    if (!hidden)
      return reports > 0 ? { action: 'picture.dismiss-reports', details: { userId, reports } } : undefined
    await tell(tx, userId, 'An administrator hid a picture of yours', hidden.prompt, by.reason)
    return { action: 'picture.hide', details: { userId, reports } }
  })
}

/**
 * Shows a hidden picture again, with the privacy that its owner had set or has requested since, or ends the
 * takedown of a picture that was deleted. A repeated call does nothing.
 *
 * @throws AppError `svg_not_found`.
 */
export async function showPictureAgain(db: Db, id: string, by: ActBy): Promise<void> {
  await act(db, id, by, async (tx, userId) => {
    const ended = await showPicture(tx, id)
    if (!ended) {
      if (await readPicture(tx, id)) return undefined
      throw new AppError(galleryErrors.svg_not_found.any)
    }
    if (ended.shown) await tell(tx, userId, 'A picture of yours is back', ended.shown.prompt, by.reason)
    return { action: 'picture.show', details: { userId } }
  })
}

/**
 * Deletes a picture as its owner would, and notifies the owner of the reason. Its reports are deleted with
 * it.
 *
 * @throws AppError `svg_not_found`.
 */
export async function deletePictureByHand(db: Db, id: string, by: ActBy): Promise<void> {
  await act(db, id, by, async (tx, userId) => {
    if (!(await readPicture(tx, id))) throw new AppError(galleryErrors.svg_not_found.any)
    const deleted = await deleteAnyPicture(tx, id)
    if (!deleted) throw new AppError(galleryErrors.svg_not_found.any)
    await tell(tx, userId, 'An administrator deleted a picture of yours', deleted.prompt, by.reason)
    return { action: 'picture.delete', details: { userId } }
  })
}

/**
 * Resolves the open reports of a picture and leaves the picture unchanged. Without open reports nothing
 * happens.
 *
 * @throws AppError `svg_not_found`.
 */
export async function dismissReports(db: Db, id: string, by: ActBy): Promise<void> {
  await act(db, id, by, async (tx, userId) => {
    if (!(await readPicture(tx, id))) throw new AppError(galleryErrors.svg_not_found.any)
    const reports = await resolveReports(tx, id, 'dismissed')
    return reports > 0 ? { action: 'picture.dismiss-reports', details: { userId, reports } } : undefined
  })
}

type Done = { action: AdminAction; details: Record<string, string | number> } | undefined

/** Locks the owner's row before the picture, as a deletion of the account does. */
async function act(
  db: Db,
  id: string,
  by: ActBy,
  work: (tx: Tx, userId: string) => Promise<Done>,
): Promise<void> {
  await whenNotBusy(() =>
    db.transaction(async (tx) => {
      const userId = await findPictureOwner(tx, id)
      if (!userId || !(await lockUser(tx, userId))) throw new AppError(galleryErrors.svg_not_found.any)
      const done = await work(tx, userId)
      if (!done) return
      const { action, details } = done
      await recordAct(tx, by, { action, subject: { kind: 'picture', id }, details })
    }),
  )
}

const tell = (tx: Tx, userId: string, title: string, prompt: string, reason: string) =>
  insertNotification(tx, {
    userId,
    type: 'SYSTEM_ANNOUNCEMENT',
    title,
    message: `“${cutCharacters(prompt, titleCharsMax)}”. The reason: ${reason}`,
  })
