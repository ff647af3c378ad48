import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
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
  const context = await (await shared.take()).newContext(options)
  keep({
    async [Symbol.asyncDispose]() {
      try {
        await context.close()
      } finally {
        shared.giveBack()
      }
    },
  })
  return context
}

/** One browser for the tests that follow each other, since to start one takes a second of the processor. It is closed when none has come for a while. */
const shared = {
  browser: undefined as Promise<Browser> | undefined,
  users: 0,
  closing: undefined as NodeJS.Timeout | undefined,
  take(): Promise<Browser> {
    clearTimeout(this.closing)
    this.users += 1
    this.browser ??= chromium.launch({
      executablePath: browserPath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
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
