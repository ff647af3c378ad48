import { describe, expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'

const table = 'apps/server/src/features/accounts/plans.ts'
/** The database names the plans in a CHECK; the platform knows the caller's plan, and no feature. */
const namedBesides = [
  'apps/server/src/features/accounts/tables.ts',
  'apps/server/src/platform/http/caller.ts',
]

const sources = listFiles('apps/server/src/*.ts').filter((path) => !path.endsWith('.test.ts'))

describe('what a plan gives', () => {
  it('is defined only in the table of plans', () => {
    const naming = sources.filter((path) => /\b(FREE|CUSTOMER|UNLIMITED)\b/.test(withoutComments(path)))
    expect(naming.filter((path) => !namedBesides.includes(path))).toEqual([table])
  })

  it('is read from the configuration where the table is made, and nowhere else', () => {
    for (const value of [
      'config.signupCredits',
      'oauth.signupCredits',
      'limits.generation',
      'limits.generationsPerDay',
      'limits.unfinishedJobs',
      'limits.cancelRefundsPerDay',
      'limits.uselessPerDay',
    ]) {
      const pattern = new RegExp(String.raw`\b${value.replace('.', String.raw`\.`)}\b`, 'g')
      const readers = sources.flatMap((path) => [...withoutComments(path).matchAll(pattern)].map(() => path))
      expect([value, readers]).toEqual([value, ['apps/server/src/app/mount-features.ts']])
    }
  })
})

const withoutComments = (path: string) =>
  readSource(path)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\/\/.*$/gm, '')
