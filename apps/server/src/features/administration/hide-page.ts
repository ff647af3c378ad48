import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { allowAuthor, authorErrors, findOwnAuthor, hideAuthor } from '../authors/index.ts'
import {
  collectionErrors,
  findAnyCollection,
  type ReportedPage,
  resolvePageReports,
  setCollectionRemoved,
} from '../collections/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { type ActBy, type AdminAction, recordAct } from './act-store.ts'
import { whenNotBusy } from './when-not-busy.ts'

/**
 * Hides a collection or the page of an author from everybody but its owner, and notifies the owner of the
 * reason. Its open reports are resolved. A repeated call only resolves open reports.
 *
 * @throws AppError `collection_not_found`, `author_not_found`.
 */
export async function hidePage(db: Db, page: ReportedPage, by: ActBy): Promise<void> {
  await act(db, page, by, async (tx, userId) => {
    const name = await hide(tx, page, by.reason)
    const reports = await resolvePageReports(tx, page, 'hidden')
    if (name === undefined) return reports > 0 ? { action: 'page.dismiss-reports', reports } : undefined
    const what = page.kind === 'collection' ? 'a collection of yours' : 'your page'
    await tell(tx, userId, `An administrator hid ${what}`, name, by.reason)
    return { action: 'page.hide', reports }
  })
}

/**
 * Allows the owner to publish the page again, and notifies the owner. A repeated call does nothing.
 *
 * @throws AppError `collection_not_found`, `author_not_found`.
 */
export async function showPage(db: Db, page: ReportedPage, by: ActBy): Promise<void> {
  await act(db, page, by, async (tx, userId) => {
    const name = await allow(tx, page)
    if (name === undefined) return undefined
    const what = page.kind === 'collection' ? 'a collection of yours' : 'your page'
    await tell(tx, userId, `You can publish ${what} again`, name, by.reason)
    return { action: 'page.show' }
  })
}

/**
 * Resolves the open reports of a page, which stays as it is.
 *
 * @throws AppError `collection_not_found`, `author_not_found`.
 */
export async function dismissPageReports(db: Db, page: ReportedPage, by: ActBy): Promise<void> {
  await act(db, page, by, async (tx) => {
    const reports = await resolvePageReports(tx, page, 'dismissed')
    return reports > 0 ? { action: 'page.dismiss-reports', reports } : undefined
  })
}

/** @returns the name of what was hidden; undefined if it was hidden already. */
async function hide(tx: Tx, { kind, id }: ReportedPage, reason: string): Promise<string | undefined> {
  if (kind === 'author') return hideAuthor(tx, id, reason)
  const found = await findAnyCollection(tx, id)
  if (!found || found.removedAt) return undefined
  await setCollectionRemoved(tx, id, reason)
  return found.name
}

async function allow(tx: Tx, { kind, id }: ReportedPage): Promise<string | undefined> {
  if (kind === 'author') return allowAuthor(tx, id)
  const found = await findAnyCollection(tx, id)
  if (!found?.removedAt) return undefined
  await setCollectionRemoved(tx, id, null)
  return found.name
}

type Done = { action: AdminAction; reports?: number } | undefined

/** Locks the owner's row before the page, as a deletion of the account does. */
async function act(
  db: Db,
  page: ReportedPage,
  by: ActBy,
  work: (tx: Tx, userId: string) => Promise<Done>,
): Promise<void> {
  await whenNotBusy(() =>
    db.transaction(async (tx) => {
      const userId = await findOwner(tx, page)
      if (userId === undefined || !(await lockUser(tx, userId)))
        throw new AppError(
          page.kind === 'collection' ? collectionErrors.collection_not_found : authorErrors.author_not_found,
        )
      const done = await work(tx, userId)
      if (!done) return
      const { action, ...details } = done
      await recordAct(tx, by, { action, subject: page, details: { userId, ...details } })
    }),
  )
}

async function findOwner(tx: Tx, { kind, id }: ReportedPage): Promise<string | undefined> {
  if (kind === 'collection') return (await findAnyCollection(tx, id))?.userId
  return (await findOwnAuthor(tx, id)) && id
}

const tell = (tx: Tx, userId: string, title: string, name: string, reason: string) =>
  insertNotification(tx, {
    userId,
    type: 'SYSTEM_ANNOUNCEMENT',
    title,
    message: `“${name}”. The reason: ${reason}`,
  })
