import { describe, expect, it } from 'vitest'
import type { ApiDocument } from '../../apps/server/src/platform/openapi/index.ts'
import { startTestApi } from '../harness/api.ts'
import { canRunBrowser, openPage } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'

const api = keepForSuite(await startTestApi())

describe('/api/docs', () => {
  it('shows every operation and every code of the document', async () => {
    const { text } = await api.client().get('/docs')
    const document = (await api.client().get('/openapi.json')).body as ApiDocument
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, { operationId, summary = '' }] of Object.entries(operations)) {
        expect(text, `${method} ${path}`).toContain(`<article id="${operationId}">`)
        expect(text).toContain(summary.replaceAll("'", '&#39;'))
      }
    const codes = JSON.stringify(document).match(/(?<="code":\{"enum":\[)[^\]]+/g) ?? []
    for (const code of new Set(codes.flatMap((list) => JSON.parse(`[${list}]`) as string[])))
      expect(text).toContain(`<code>${code}</code>`)
  })

  it('has no script and loads nothing, and its Content-Security-Policy forbids both', async () => {
    const { text, headers } = await api.client().get('/docs')
    expect(text).not.toMatch(/<script|<img|<link|\son\w+=|\ssrc=|@import|url\(/)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /)
    expect(policy).not.toContain('unsafe')
  })

  it('has only links to existing targets', async () => {
    const { text } = await api.client().get('/docs')
    const ids = new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.length).toBeGreaterThan(50)
    expect(links.filter((id) => !ids.has(id))).toEqual([])
  })
})

describe.skipIf(!canRunBrowser())('/api/docs in a browser', () => {
  it.each(['light', 'dark'] as const)('is readable in %s, also on a telephone', async (scheme) => {
    const { page, faults } = await openPage(scheme)
    await page.goto(`${api.url}/api/docs`)
    for (const width of [1_000, 360]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
    expect(await page.evaluate<number>(contrastMin)).toBeGreaterThanOrEqual(4.5)
    expect(faults).toEqual([])
  })

  it('shows collapsed sections in print', async () => {
    const { page } = await openPage()
    await page.goto(`${api.url}/api/docs`)
    const folded = page.locator('details:not([open]) td').first()
    expect(await folded.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await folded.isVisible()).toBe(true)
  })
})

/** The lowest contrast of text and background (WCAG 2.2, section 1.4.3), as the page renders it. */
const contrastMin = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const lightness = (colour) => {
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor
    return colour !== 'rgba(0, 0, 0, 0)' || !element.parentElement ? colour : behind(element.parentElement)
  }
  const pairs = new Set()
  for (const element of document.querySelectorAll('body *'))
    pairs.add(getComputedStyle(element).color + '|' + behind(element))
  const contrasts = [...pairs].map((pair) => {
    const [low, high] = pair.split('|').map(lightness).sort((one, other) => one - other)
    return (high + 0.05) / (low + 0.05)
  })
  return Math.min(...contrasts)
})()`
