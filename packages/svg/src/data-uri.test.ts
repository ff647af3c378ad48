import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { sanitizeSvg, toDataUri } from './index.ts'

const wrap = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`

const folder = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(folder).map((file): [string, string] => {
  const result = sanitizeSvg(readFileSync(new URL(file, folder), 'utf8'))
  if (!result.ok) throw new Error(result.rejection.message)
  return [file, result.svg]
})

describe('a data address', () => {
  it.each(samples)('of %s holds the same bytes', async (_file, svg) => {
    expect(await (await fetch(toDataUri(svg))).text()).toBe(svg)
  })

  it('of any text holds the same bytes, and is not cut off in an attribute or a style sheet', async () => {
    const { window } = new JSDOM('')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const uri = toDataUri(wrap(text.toWellFormed()))
        expect(await (await fetch(uri)).text()).toBe(wrap(text.toWellFormed()))
        expect(uri).not.toMatch(/["'()<>#%](?![0-9A-Fa-f]{2})|[\s\\](?<! )/)
      }),
      { numRuns: 100 },
    )
    window.close()
  })
})
