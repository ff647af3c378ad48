import type { FileLinks } from './file-links.ts'
import type { ListedRow, PictureRow } from './store.ts'

export function presentListed({ createdAt, removedAt, ...row }: ListedRow) {
  return { ...row, createdAt: createdAt.toISOString(), removedAt: removedAt?.toISOString() ?? null }
}

/**
 * For its owner: `svgUrl` opens it even where it is private; what was removed opens to their session alone.
 */
export function presentOwn(row: ListedRow, links: FileLinks) {
  return { ...presentListed(row), svgUrl: links.svgUrl(row) }
}

export function presentPublic(row: ListedRow, links: FileLinks) {
  const { id, prompt, style, model, createdAt } = row
  return { id, prompt, style, model, createdAt: createdAt.toISOString(), svgUrl: links.svgUrl(row) }
}

export function presentWhole({
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
}: PictureRow) {
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
    removedAt: removedAt?.toISOString() ?? null,
    removedReason,
  }
}
