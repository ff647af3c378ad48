import type { ListedApp } from './grant-store.ts'

export function presentApp({ createdAt, expiresAt, lastUsedAt, ...app }: ListedApp) {
  return {
    ...app,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }
}
