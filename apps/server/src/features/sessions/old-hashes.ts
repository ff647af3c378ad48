import type { Db } from '../../platform/db/index.ts'
import { hasBcryptHashes } from '../accounts/index.ts'

const rememberedMs = 60 * 60 * 1000

/**
 * Checks whether accounts with old hashes remain, at most once an hour: they come from an imported database
 * and are replaced one login after another.
 */
export function createOldHashCheck(db: Db): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  let askedAtMs = 0
  return () => {
    if (!asked || performance.now() - askedAtMs > rememberedMs) {
      askedAtMs = performance.now()
      asked = hasBcryptHashes(db)
      asked.catch(() => {
        asked = undefined
      })
    }
    return asked
  }
}
