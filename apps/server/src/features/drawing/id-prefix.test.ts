import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { idPrefixOf } from './id-prefix.ts'

describe('the prefix of a picture’s ids', () => {
  it('is a letter, ten digits of base 36 and a hyphen, the same for the same job', () => {
    const ids = Array.from({ length: 1_000 }, () => uuidv7())
    for (const id of ids) expect(idPrefixOf(id)).toMatch(/^[a-z][0-9a-z]{10}-$/)
    expect(idPrefixOf(ids[0] ?? '')).toBe(idPrefixOf(ids[0] ?? ''))
  })

  it('differs between jobs of the same millisecond, and reveals nothing of the job’s id', () => {
    const ids = Array.from({ length: 1_000 }, () => uuidv7())
    const prefixes = ids.map(idPrefixOf)
    expect(new Set(prefixes).size).toBe(1_000)
    // Ids of one moment have the same beginning; what is derived from them does not.
    expect(new Set(prefixes.map((prefix) => prefix.slice(0, 4))).size).toBeGreaterThan(900)
  })
})
