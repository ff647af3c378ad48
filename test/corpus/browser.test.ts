import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sanitizeSvg } from '@chatsvg/svg'
import { canRunBrowser } from '../harness/browser.ts'
import { type BrowserOracle, EMPTY, type Exhibit, type Showing, openBrowserOracle, type Verdict } from './browser.ts'
import { readAttacks } from './read-attacks.ts'

const sanitise = (title: string, source: string): Exhibit[] => {
  const result = sanitizeSvg(source)
  return result.ok ? [{ title, svg: result.svg }] : []
}

const folder = new URL('./samples/', import.meta.url)
const attacks = readAttacks()
const sanitised = [
  ...attacks.flatMap(({ title, source }) => sanitise(title, source)),
  ...readdirSync(folder).flatMap((file) => sanitise(file, readFileSync(new URL(file, folder), 'utf8'))),
]
/** Many attacks have the same output, which is checked once. */
const exhibits = [...new Map(sanitised.map((exhibit) => [exhibit.svg, exhibit])).values()]
const wrap = (body: string, root = '') => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" ${root}>${body}</svg>`
const showings: Showing[] = ['inline', 'img', 'object']
const batches = (size: number): Exhibit[][] =>
  Array.from({ length: Math.ceil(exhibits.length / size) }, (_, index) => exhibits.slice(index * size, (index + 1) * size))

let oracle: BrowserOracle

describe.runIf(canRunBrowser())('Chromium', () => {
  beforeAll(async () => {
    oracle = await openBrowserOracle()
  })
  afterAll(() => oracle[Symbol.asyncDispose]())

  describe('as an oracle', () => {
    it.each([
      ['a script', wrap('<script>alert(1)</script>')],
      ['a handler that runs at once', wrap('<g/>', 'onload="alert(1)"')],
      ['a handler that waits for a click', wrap('<rect width="9" height="9" onclick="alert(1)"/>')],
      ['a handler that fails', wrap('<rect width="9" height="9" onclick="nothing()"/>')],
      ['a link that runs', wrap('<a href="javascript:alert(1)"><rect width="9" height="9"/></a>')],
      ['an animation that makes such a link', wrap('<a><rect width="9" height="9"/><set attributeName="href" to="javascript:alert(1)"/></a>')],
    ])('sees %s, inline and opened', async (_what, svg) => {
      expect((await oracle.watchPage('inline', [{ title: 'raw', svg }])).acts).not.toEqual([])
      expect((await oracle.watchDocuments([{ title: 'raw', svg }])).acts).not.toEqual([])
    })

    it.each([
      ['an image', wrap('<image href="https://evil.test/a.png" width="9" height="9"/>')],
      ['an import', wrap('<style>@import "http://evil.test/a.css";</style>')],
      ['a filter of another file', wrap('<rect width="9" height="9" filter="url(http://evil.test/a.svg#f)"/>')],
      ['a font', wrap('<style>@font-face{font-family:x;src:url(//evil.test/f)}text{font-family:x}</style><text y="5">a</text>')],
      ['a use of another file of this server', wrap('<use href="/other.svg#a"/>')],
    ])('sees %s being asked for', async (_what, svg) => {
      expect((await oracle.watchPage('inline', [{ title: 'raw', svg }])).requests).not.toEqual([])
    })

    it('detects frames that run scripts', async () => {
      const svg = wrap('<script>alert(1)</script>')
      expect((await oracle.watchPage('object', [{ title: 'raw', svg }])).acts).not.toEqual([])
    })

    it.each([
      ['that leave their box', wrap('<g><rect x="-5" y="-5" width="30" height="30"/></g>', 'style="overflow:visible"')],
      ['that cover the page', wrap('<rect width="10" height="10"/>', 'style="position:fixed;inset:0;width:100vw;height:100vh;z-index:2147483647"')],
      ['that style the page', wrap('<style>body{background:red}</style>')],
      ['that move away', wrap('<rect width="10" height="10"/>', 'style="margin:9px"')],
    ])('sees pictures %s', async (_what, svg) => {
      const plain = await oracle.photographAround('inline', [{ title: 'empty', svg: EMPTY }])
      expect(plain.equals(await oracle.photographAround('inline', [{ title: 'raw', svg }]))).toBe(false)
    })

    it('detects ids that shadow the page’s', async () => {
      const raw = { title: 'raw', svg: wrap('<g id="login"/>') }
      expect(await oracle.findShadowed([raw], ['login', 'other'])).toEqual(['login'])
    })
  })

  it('has a picture for each attack that leaves one, and the samples', () => {
    expect(sanitised.length).toBeGreaterThanOrEqual(attacks.filter(({ rejection }) => rejection === null).length + 6)
    expect(exhibits.length).toBeGreaterThan(80)
  })

  it.each(showings)('runs nothing and loads nothing in any picture, shown as %s', async (showing) => {
    await expectHarmless(showing === 'object' ? 60 : 200, (batch) => oracle.watchPage(showing, batch))
  })

  it('runs nothing and loads nothing in any picture, opened as a document', async () => {
    await expectHarmless(exhibits.length, (batch) => oracle.watchDocuments(batch))
  })

  it.each(showings)('changes no pixel outside of a picture’s own box, shown as %s', async (showing) => {
    for (const batch of batches(96)) {
      if (await looksEmptyAround(showing, batch)) continue
      for (const exhibit of batch) expect(await looksEmptyAround(showing, [exhibit]), exhibit.title).toBe(true)
      expect.fail('pictures that stay in their boxes alone do not together')
    }
  })

  it('finds every element of a page by its id, whatever ids pictures before it have', async () => {
    const ids = new Set(attacks.flatMap(({ source }) => [...source.matchAll(/\s(?:id|name)="([\w-]+)"/g)].map(([, id = '']) => id)))
    const kept = new Set(exhibits.flatMap(({ svg }) => [...svg.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)))
    expect(ids.size).toBeGreaterThan(10)
    expect(kept.size).toBeGreaterThan(10)
    expect(await oracle.findShadowed(exhibits, [...ids])).toEqual([])
  })
})

const nothing = { acts: [], requests: [] }

/** Checks pictures in batches, and one by one only to name the faulty one. */
const expectHarmless = async (batchSize: number, watch: (batch: readonly Exhibit[]) => Promise<Verdict>): Promise<void> => {
  for (const batch of batches(batchSize)) {
    const together = await watch(batch)
    if (together.acts.length === 0 && together.requests.length === 0) continue
    for (const exhibit of batch) expect({ ...exhibit, ...(await watch([exhibit])) }).toEqual({ ...exhibit, ...nothing })
    expect(together).toEqual(nothing)
  }
}

const emptyPages = new Map<string, Promise<Buffer>>()

const looksEmptyAround = async (showing: Showing, batch: readonly Exhibit[]): Promise<boolean> => {
  const key = `${showing} ${batch.length}`
  const empty = emptyPages.get(key) ?? oracle.photographAround(showing, batch.map(({ title }) => ({ title, svg: EMPTY })))
  emptyPages.set(key, empty)
  return (await empty).equals(await oracle.photographAround(showing, batch))
}
