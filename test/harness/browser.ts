import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { findBrowser, launchBrowser } from './browser-path.ts'
import { keep } from './keep.ts'

/**
 * Whether tests in a browser can run here. A developer without one gets a line; in CI its absence is a
 * failure.
 */
export function canRunBrowser(): boolean {
  if (findBrowser()) return true
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

/** A page that shares nothing with those of other tests, closed at the end of the test. */
export async function openPage(colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserPage> {
  const context = await openContext({ colorScheme, viewport: { width: 1_000, height: 1_100 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => faults.push(message.text()))
  return { page, faults }
}

/** Cookies, storage and pages of their own, closed at the end of the test. */
export async function openContext(options: BrowserContextOptions): Promise<BrowserContext> {
  // Given back whatever comes, also when no context could be opened.
  keep({ [Symbol.asyncDispose]: async () => shared.giveBack() })
  const context = await (await shared.take()).newContext(options)
  keep({ [Symbol.asyncDispose]: () => context.close() })
  return context
}

/**
 * One browser for the tests that follow each other, since to start one takes a second of the processor. It is
 * closed when none has come for a while.
 */
const shared = {
  browser: undefined as Promise<Browser> | undefined,
  users: 0,
  closing: undefined as NodeJS.Timeout | undefined,
  take(): Promise<Browser> {
    clearTimeout(this.closing)
    this.users += 1
    this.browser ??= launchBrowser().catch((error) => {
      this.browser = undefined
      throw error
    })
    return this.browser
  },
  giveBack(): void {
    this.users -= 1
    if (this.users > 0) return
    this.closing = setTimeout(() => {
      void this.browser?.then((browser) => browser.close())
      this.browser = undefined
    }, idleMs).unref()
  },
}

const idleMs = 3_000
