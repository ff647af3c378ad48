import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from './browser-path.ts'
import { keep } from './keep.ts'

const browserPath = findBrowser()

/** Whether tests in a browser can run here. A developer without one gets a line; in CI its absence is a failure. */
export function canRunBrowser(): boolean {
  if (browserPath) return true
  if (process.env.CI === 'true')
    throw new Error('chromium is not installed: the browser tests must run in CI')
  process.stderr.write('skipped: chromium is not installed, tests in a browser do not run\n')
  return false
}

export type BrowserPage = {
  page: Page
  /** What the page threw, and what it or the browser wrote to the console. */
  faults: string[]
}

/** A page in a real browser of its own, closed at the end of the test. */
export async function openPage(colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserPage> {
  const browser = await openBrowser()
  const page = await browser.newPage({ colorScheme, viewport: { width: 1_000, height: 1_100 } })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => faults.push(message.text()))
  return { page, faults }
}

/** A browser that is closed at the end of the test. */
export async function openBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: browserPath, args })
  keep({ [Symbol.asyncDispose]: () => browser.close() })
  return browser
}
