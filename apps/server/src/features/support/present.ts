import type { SupportRow } from './store.ts'

export type WireSupportMessage = ReturnType<typeof presentSupportMessage>

/** A message as its author's export of data has it. */
export function presentSupportMessage({ userId: _, requestId: __, createdAt, ...row }: SupportRow) {
  return { ...row, createdAt: createdAt.toISOString() }
}
