import type { ApiKeyUseRow, ListedKey } from './store.ts'

const text = (moment: Date | null) => moment?.toISOString() ?? null

export function presentKey({
  createdAt,
  expiresAt,
  revokedAt,
  lastUsedAt,
  previousEndsAt,
  ...key
}: ListedKey) {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    expiresAt: text(expiresAt),
    revokedAt: text(revokedAt),
    lastUsedAt: text(lastUsedAt),
    previousEndsAt: text(previousEndsAt),
  }
}

export function presentUse({ keyId: _, firstAt, lastAt, ...use }: ApiKeyUseRow) {
  return { ...use, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() }
}
