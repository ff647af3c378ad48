import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'
import { openContext } from './browser.ts'
import type { Client } from './client.ts'
import { type ScriptedModel, startScriptedModel } from './scripted-model.ts'
import type { Environment } from './service.ts'
import { cookiesFor, untilStill } from './web-app-browser.ts'

export type WebApp = TestApi & { model: ScriptedModel }

/**
 * The service with the web app that was built, drawing with a scripted model named `scripted`, on a database
 * of its own.
 */
export async function startWebApp(environment: Environment = {}): Promise<WebApp> {
  const model = await startScriptedModel()
  const api = await startTestApi(
    {
      OPENAI_BASE_URL: model.url,
      OPENAI_MODELS: 'scripted',
      DEFAULT_MODEL: 'scripted',
      GENERATION_BACKOFF_MS: '50',
      // A test that fails in the middle of a drawing leaves it running.
      SVG_WORKER_CONCURRENCY: '8',
      ...environment,
    },
    { worker: true },
  )
  return {
    ...api,
    model,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await model[Symbol.asyncDispose]()
    },
  }
}

export type WebAppPage = {
  page: Page
  context: BrowserContext
  /**
   * What went wrong although nobody looked: exceptions, errors on the console, violations of the policy,
   * requests that left the origin.
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
  /** Whose cookies the browser has. */
  as?: Client
}

/** A page of the web app that shares no cookies with those of other tests, closed at the end of the test. */
export async function openWebApp(webApp: { url: string }, options: PageOptions = {}): Promise<WebAppPage> {
  const {
    path = '/',
    width = 1280,
    height = 860,
    colorScheme = 'light',
    reducedMotion = 'no-preference',
  } = options
  const context = await openContext({
    baseURL: webApp.url,
    viewport: { width, height },
    colorScheme,
    reducedMotion,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const faults: string[] = []
  // Below a test's own, so that it says what it waited for.
  context.setDefaultTimeout(25_000)
  if (options.as) await context.addCookies(cookiesFor(webApp.url, options.as))
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && origin !== webApp.url) faults.push(`request to ${request.url()}`)
  })
  const openTab = async (to = '/') => {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        faults.push(`${message.text()} ${message.location().url.replace(webApp.url, '')}`.trim())
    })
    await page.goto(to)
    return page
  }
  return { page: await openTab(path), context, faults, openTab }
}

/** Expects that axe finds nothing on the page as it is now (WCAG 2.2 A and AA, and good practice). */
export async function expectAccessible(page: Page): Promise<void> {
  // Animations end first: a colour halfway between two is nobody's design.
  await page.evaluate(untilStill)
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })")
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target }) => target.join(' ')),
  }))
  expect(found).toEqual([])
}

/** What the browser itself notes about an answer that the page expects and handles. */
export const withoutStatuses = (faults: readonly string[], ...statuses: number[]): string[] =>
  faults.filter(
    (fault) => !statuses.some((status) => fault.includes(`the server responded with a status of ${status}`)),
  )
