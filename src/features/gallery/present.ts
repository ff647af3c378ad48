import type { GenerationRow } from '../generations/index.ts'
import type { ListedRow } from './store.ts'

/** Absolute address of a picture's file. */
export const svgUrl = (publicUrl: string, id: string) => `${publicUrl}/api/svg/${id}/file.svg`

export function presentListed({ createdAt, ...row }: ListedRow) {
  return { ...row, createdAt: createdAt.toISOString() }
}

export function presentPublic({ id, prompt, style, model, createdAt }: ListedRow, publicUrl: string) {
  return { id, prompt, style, model, createdAt: createdAt.toISOString(), svgUrl: svgUrl(publicUrl, id) }
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
