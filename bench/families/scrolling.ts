import type { CDPSession, Page } from 'playwright-core'
import { findBrowser, launchBrowser } from '../../test/harness/browser-path.ts'
import type { Family } from '../family.ts'
import { fillGallery } from '../fill-gallery.ts'
import type { Limit, Row } from '../row.ts'
import { redisEnvironment, withStack } from '../stage.ts'

/** One of ten is private, so that a little more than 10,000 are in the gallery. */
const rows = 11_200
const viewport = { width: 1280, height: 860 }

/** Pixels a second: reading, scrolling fast, and jumping from one end to the other. */
const speeds = { reading: 1_500, hurrying: 6_000, flying: 40_000 }

export const scrolling: Family = {
  name: 'scrolling',
  purpose: 'the web app: frames a second while 10,000 pictures of the gallery scroll in Chromium',
  measure: (stage) =>
    withStack(async (stack) => {
      if (!findBrowser()) return [rowOf('reading', null, 'no chromium here')]
      const database = stack.use(await stage.createDatabase('scrolling'))
      await fillGallery(stage, database, rows)
      const environment = { DATABASE_URL: database.url, ...redisEnvironment(stage) }
      const service = stack.use(await stage.startService('api', environment))
      const browser = await launchBrowser()
      stack.defer(() => browser.close())
      const page = await browser.newPage({ viewport })
      const tools = await page.context().newCDPSession(page)
      // CPU time, which other processes do not lengthen.
      await tools.send('Performance.enable', { timeDomain: 'threadTicks' })

      await page.goto(`${service.origin}/signin`)
      const empty = summarise(await measureFrames(page, 0, stage.seconds))
      const limit = { what: 'a page that stands still', value: empty.perSecond }
      await page.goto(`${service.origin}/gallery`)
      await page.getByRole('grid').waitFor()
      stage.report(`  ${await readWholeGallery(page)} pictures are in the grid`)
      const measured: Row[] = []
      for (const [name, pxPerSecond] of Object.entries(speeds)) {
        await page.evaluate('scrollTo(0, 0)')
        const before = await readBusyMs(tools)
        const frames = summarise(await measureFrames(page, pxPerSecond, stage.seconds))
        const busyMs = ((await readBusyMs(tools)) - before) / stage.seconds
        measured.push(
          rowOf(name, frames, `the page's thread: ${Math.round(busyMs)} ms of CPU a second`, limit),
        )
      }
      return measured
    }),
}

/** Scrolls on until the end of the gallery is loaded. */
async function readWholeGallery(page: Page): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const end = () => /([\\d,]+) pictures, and that is all/.exec(document.querySelector('main').textContent)
    while (!end()) {
      scrollTo(0, document.documentElement.scrollHeight)
      await new Promise(requestAnimationFrame)
    }
    return Number(end()[1].replace(',', ''))
  })()`)
}

/** Milliseconds between frames while the page scrolls at that speed, reversing at its ends. */
function measureFrames(page: Page, pxPerSecond: number, seconds: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const gaps = []
    const page = document.documentElement
    const endsAt = performance.now() + ${seconds * 1_000}
    let before
    let direction = 1
    const frame = (now) => {
      if (before !== undefined) {
        gaps.push(now - before)
        if (scrollY >= page.scrollHeight - innerHeight - 1) direction = -1
        else if (scrollY <= 0) direction = 1
        scrollTo(0, scrollY + (direction * ${pxPerSecond} * (now - before)) / 1_000)
      }
      before = now
      if (now > endsAt) resolve(gaps)
      else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })`)
}

/** CPU time of the page's main thread since its start. */
async function readBusyMs(tools: CDPSession): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
}

type Frames = { perSecond: number; p50Ms: number; p99Ms: number }

function summarise(gapsMs: number[]): Frames {
  const sorted = gapsMs.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  const totalMs = gapsMs.reduce((sum, gap) => sum + gap, 0)
  return { perSecond: (gapsMs.length * 1_000) / totalMs, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function rowOf(name: string, frames: Frames | null, note?: string, limit?: Limit): Row {
  return {
    family: 'scrolling',
    what: `gallery of 10,000, ${name}`,
    value: frames?.perSecond ?? null,
    unit: 'frames/s',
    ...(frames && { p50Ms: frames.p50Ms, p99Ms: frames.p99Ms }),
    ...(limit && { limits: [limit] }),
    target: { ratioAtLeast: 0.97 },
    ...(note && { note }),
  }
}
