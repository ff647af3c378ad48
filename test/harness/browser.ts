import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { findBrowser, launchBrowser } from './browser-path.ts'
import { keep } from './keep.ts'

/** Whether browser tests can run here. Without a browser a developer gets a line; in CI it is a failure. */
export function canRunBrowser(): boolean {
  if (findBrowser()) return true
  if (process.env.CI === 'true')
    throw new Error('chromium is not installed: the browser tests must run in CI')
  process.stderr.write('skipped: chromium is not installed, tests in a browser do not run\n')
  return false
}

export type BrowserPage = {
  page: Page
  /** Uncaught errors of the page, and what it or the browser wrote to the console. */
  faults: string[]
}

/** A page that shares nothing with other tests, closed at the end of the test. */
export async function openPage(colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserPage> {
  const context = await openContext({ colorScheme, viewport: { width: 1_000, height: 1_100 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => faults.push(message.text()))
  return { page, faults }
}

/** Separate cookies, storage and pages, closed at the end of the test. */
export async function openContext(options: BrowserContextOptions): Promise<BrowserContext> {
  // Released in any case, also when no context could be opened.
  keep({ [Symbol.asyncDispose]: async () => shared.giveBack() })
  const context = await (await shared.take()).newContext(options)
  keep({ [Symbol.asyncDispose]: () => context.close() })
  return context
}

/**
 * One browser for consecutive tests, because starting one takes a second of CPU time. It is closed when it
 * was not used for a while.
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
