import type { BrowserContext, Request } from 'playwright-core'
import { onTestFinished } from 'vitest'

/**
 * When the running test fails, writes what its pages showed and which requests had no answer, an error as
 * their answer, or failed. A timeout alone does not tell why something never appeared.
 */
export function reportFailedPages(context: BrowserContext): void {
  const pending = new Map<Request, number>()
  const answered: string[] = []
  context.on('request', (request) => pending.set(request, Date.now()))
  context.on('response', (response) => {
    if (response.status() >= 400) answered.push(`${response.status()} ${nameOf(response.request())}`)
  })
  context.on('requestfinished', (request) => pending.delete(request))
  context.on('requestfailed', (request) => {
    pending.delete(request)
    answered.push(`${request.failure()?.errorText} ${nameOf(request)}`)
  })
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const now = Date.now()
    const waiting = [...pending].map(
      ([request, since]) => `no answer for ${now - since} ms: ${nameOf(request)}`,
    )
    const shown = await Promise.all(
      context.pages().map(async (page) => {
        const text = await page.locator('body').innerText({ timeout: 5_000 }).catch(String)
        return `${page.url()} shows: ${text.slice(0, 600)}`
      }),
    )
    process.stderr.write(`${[`${task.name}:`, ...answered, ...waiting, ...shown].join('\n  ')}\n`)
  })
}

const nameOf = (request: Request): string => `${request.method()} ${request.url()}`
