import { type AuthorName, presentAuthorName } from '../authors/index.ts'
import { presentReport } from '../jobs/index.ts'
import type { FileLinks } from './file-links.ts'
import type { ListedRow, OwnRow, PictureOrigin, VisibleRow, WholeRow } from './store.ts'

export function presentListed(listed: OwnRow) {
  const { userId: _, requestedBy, createdAt, removedAt, removedReason, ...row } = listed
  return {
    ...row,
    ...(requestedBy !== null && { requestedBy }),
    createdAt: createdAt.toISOString(),
    ...presentRemoval({ removedAt, removedReason }),
  }
}

/**
 * For its owner: `svgUrl` works even if the picture is private; a hidden picture opens only with the owner's
 * session.
 */
export function presentOwn(row: OwnRow, links: FileLinks) {
  return { ...presentListed(row), svgUrl: links.svgUrl(row) }
}

/** `authors` has the names of owners who have a page. */
export function presentPublic(row: ListedRow, links: FileLinks, authors: ReadonlyMap<string, AuthorName>) {
  const { id, userId, prompt, style, model, createdAt } = row
  return {
    ...{ id, prompt, style, model, createdAt: createdAt.toISOString(), svgUrl: links.svgUrl(row) },
    ...presentAuthorName(authors.get(userId)),
  }
}

export function presentWhole<Svg extends string | null>({
  id,
  userId,
  prompt,
  svg,
  style,
  model,
  creditsUsed,
  privacy,
  createdAt,
  removedAt,
  removedReason,
  parentId,
  sourceId,
  instruction,
  options,
  report,
}: Omit<WholeRow, 'svg'> & Partial<Pick<VisibleRow, 'options' | 'report'>> & { svg: Svg }) {
  return {
    id,
    userId,
    prompt,
    svg,
    style,
    model,
    creditsUsed,
    privacy,
    createdAt: createdAt.toISOString(),
    ...presentOrigin({ parentId, sourceId, instruction }),
    ...(options && { options }),
    ...(report && { report: presentReport(report) }),
    ...presentRemoval({ removedAt, removedReason }),
  }
}

const presentOrigin = ({ parentId, sourceId, instruction }: PictureOrigin) => ({
  ...(parentId !== null && { parentId }),
  ...(sourceId !== null && { sourceId }),
  ...(instruction !== null && { instruction }),
})

/** Of a picture that an administrator has hidden; only its owner gets this. */
function presentRemoval({ removedAt, removedReason }: Pick<ListedRow, 'removedAt' | 'removedReason'>) {
  return removedAt && removedReason !== null ? { removedAt: removedAt.toISOString(), removedReason } : {}
}
