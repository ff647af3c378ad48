import type { GenerationRow } from '../generations/index.ts'
import type { FileLinks } from './file-links.ts'
import type { ListedRow } from './store.ts'

export function presentListed({ createdAt, ...row }: ListedRow) {
  return { ...row, createdAt: createdAt.toISOString() }
}

/** For its owner: `svgUrl` opens it even where it is private. */
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
}: GenerationRow) {
  return { id, userId, prompt, svg, style, model, creditsUsed, privacy, createdAt: createdAt.toISOString() }
}
