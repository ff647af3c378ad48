import type { PasskeyRow } from './passkey-store.ts'

export function presentPasskey({ id, name, isSynced, createdAt, lastUsedAt }: PasskeyRow) {
  return {
    id,
    name,
    isSynced,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
