import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openContext } from './browser.ts'
import type { Client } from './client.ts'
import { reportFailedPages } from './failed-page.ts'
import { type ScriptedApi, startScriptedApi } from './scripted-api.ts'
import type { Environment } from './service.ts'
import { cookiesFor, untilStill } from './web-app-browser.ts'

export type WebApp = ScriptedApi

/** The service with the built web app and a scripted model, on a separate database. */
export const startWebApp = (environment: Environment = {}): Promise<WebApp> =>
  startScriptedApi({
    DEFAULT_MODEL: 'scripted',
    GENERATION_BACKOFF_MS: '50',
    // A test that fails during a drawing leaves the job running.
    SVG_WORKER_CONCURRENCY: '8',
    LOG_LEVEL: 'error',
    ...environment,
  })

export type WebAppPage = {
  page: Page
  context: BrowserContext
  /**
   * Unexpected faults: exceptions, errors on the console, violations of the Content-Security-Policy, requests
   * to other origins.
   */
  faults: string[]
  /** Another tab of the same browser, with the same faults. */
  openTab(path?: string): Promise<Page>
}

export type PageOptions = {
  path?: string
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  reducedMotion?: 'reduce' | 'no-preference'
  /** Whether the device has a touch screen. */
  hasTouch?: boolean
  /** The client whose cookies the browser has. */
  as?: Client
}

/** A page of the web app that shares no cookies with other tests, closed at the end of the test. */
export async function openWebApp(webApp: { url: string }, options: PageOptions = {}): Promise<WebAppPage> {
  const {
    path = '/',
    width = 1280,
    height = 860,
    colorScheme = 'light',
    reducedMotion = 'no-preference',
    hasTouch = false,
  } = options
  const context = await openContext({
    baseURL: webApp.url,
    viewport: { width, height },
    colorScheme,
    reducedMotion,
    hasTouch,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  reportFailedPages(context)
  const faults: string[] = []
  // Shorter than a test's timeout, so that the error says what was awaited.
  context.setDefaultTimeout(60_000)
  if (options.as) await context.addCookies(cookiesFor(webApp.url, options.as))
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && origin !== webApp.url) faults.push(`request to ${request.url()}`)
  })
  const openTab = async (to = '/') => {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      // A page that is left, or a user who signs out, may close a socket that is still being opened.
      if (message.text().includes('is closed before the connection is established')) return
      if (message.type() === 'error' || message.type() === 'warning')
        faults.push(`${message.text()} ${message.location().url.replace(webApp.url, '')}`.trim())
    })
    await page.goto(to)
    return page
  }
  return { page: await openTab(path), context, faults, openTab }
}

/** Expects that axe finds nothing on the current page (WCAG 2.2 A and AA, and good practice). */
export async function expectAccessible(page: Page): Promise<void> {
  // Animations are finished first: intermediate colours are not part of the design.
  await page.evaluate(untilStill)
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })")
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target }) => target.join(' ')),
  }))
  expect(found).toEqual([])
}

/** What the browser itself logs about an error response that the page expects and handles. */
export const withoutStatuses = (faults: readonly string[], ...statuses: number[]): string[] =>
  faults.filter(
    (fault) => !statuses.some((status) => fault.includes(`the server responded with a status of ${status}`)),
  )
