import type { BrowserContext } from 'playwright-core'
import { findBrowser, launchBrowser } from '../../test/harness/browser-path.ts'
import type { Family } from '../family.ts'
import { fillGallery } from '../fill-gallery.ts'
import { medianOf } from '../median.ts'
import type { Row } from '../row.ts'
import { redisEnvironment, withStack } from '../stage.ts'

const repeats = 7
const viewport = { width: 1280, height: 860 }
/** Enough for every window. */
const pictures = 200
/** After the content is visible, the page is watched this long for long tasks that would delay input. */
const watchedMs = 1_500

/** Pages, each with the element that its users need first. */
const pages = [
  { name: 'Make', path: '/', wanted: 'textarea' },
  { name: 'gallery', path: '/gallery', wanted: '[role="grid"] a' },
]

export const opening: Family = {
  name: 'opening',
  purpose: 'the web app: from the address to a page that can be used, in Chromium',
  measure: (stage) =>
    withStack(async (stack) => {
      if (!findBrowser()) return [rowOf('Make', [], 'no chromium here')]
      const database = stack.use(await stage.createDatabase('opening'))
      await fillGallery(stage, database, pictures)
      const environment = { DATABASE_URL: database.url, ...redisEnvironment(stage) }
      const service = stack.use(await stage.startService('api', environment))
      const browser = await launchBrowser()
      stack.defer(() => browser.close())
      const measured: Row[] = []
      for (const { name, path, wanted } of pages) {
        const url = `${service.origin}${path}`
        const first: number[] = []
        const again: number[] = []
        // One more than is counted: the first warms up browser and service.
        for (let turn = 0; turn <= repeats; turn += 1) {
          const context = await browser.newContext({ viewport })
          const times = [await open(context, url, wanted), await open(context, url, wanted)] as const
          await context.close()
          if (turn === 0) continue
          first.push(times[0])
          again.push(times[1])
        }
        measured.push(rowOf(`${name}, first visit`, first), rowOf(`${name}, again`, again))
      }
      return measured
    }),
}

/**
 * Milliseconds from the navigation until the content is visible and no task of more than 50 ms (W3C Long
 * Tasks) delays input. The page is rendered by its script, so visible content also reacts.
 */
async function open(context: BrowserContext, url: string, wanted: string): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(`(() => {
    let presentMs, busyUntilMs = 0
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) busyUntilMs = startTime + duration
    }).observe({ type: 'longtask', buffered: true })
    const look = () => {
      if (document.querySelector(${JSON.stringify(wanted)})) presentMs = performance.now()
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    globalThis.whenUsable = async () => {
      while (presentMs === undefined || performance.now() < presentMs + ${watchedMs})
        await new Promise((resolve) => setTimeout(resolve, 50))
      return Math.max(presentMs, busyUntilMs)
    }
  })()`)
  await page.goto(url)
  const usableMs = await page.evaluate<number>('whenUsable()')
  await page.close()
  return usableMs
}

/** The median. */
function rowOf(what: string, timesMs: number[], note?: string): Row {
  const value = medianOf(timesMs)
  return {
    family: 'opening',
    what: `web app opens: ${what}`,
    value,
    unit: 'ms',
    target: { below: 1_000 },
    ...(note && { note }),
  }
}
