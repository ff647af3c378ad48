import type { SupportRow } from './store.ts'

export type WireSupportMessage = ReturnType<typeof presentSupportMessage>

/** A message as the export of its author's data contains it. */
export function presentSupportMessage({ userId: _, requestId: __, createdAt, ...row }: SupportRow) {
  return { ...row, createdAt: createdAt.toISOString() }
}
