import { describe, expect, it } from 'vitest'
import { readSource } from './source-files.ts'

type Row = { number: string; shown: string }

const rows: Row[] = [...readSource('docs/authentication.md').matchAll(/^\| (R\d+) \| .* \| (.*) \|$/gm)].map(
  ([, number = '', shown = '']) => ({ number, shown }),
)

/** The files that a row names, each with the titles that follow it. */
function readClaims(shown: string): { file: string; titles: string[] }[] {
  return [...shown.matchAll(/`((?:apps|packages|test)\/[^`]+\.test\.ts)`((?: "[^"]+",?)+)/g)].map(
    ([, file = '', titles = '']) => ({
      file,
      titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }),
  )
}

describe('docs/authentication.md', () => {
  it('has every requirement once, in their order', () => {
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 49 }, (_, index) => `R${index + 1}`),
    )
  })

  it.each(rows)('names existing tests for $number', ({ shown }) => {
    const claims = readClaims(shown)
    expect(claims).not.toEqual([])
    for (const { file, titles } of claims) {
      const source = readSource(file)
      for (const title of titles) expect(source, `${file} has no test "${title}"`).toContain(title)
    }
  })
})
