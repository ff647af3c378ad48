import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ledgerAudited } from '../../apps/server/src/features/credits/index.ts'
import {
  modelCalled,
  modelUsed,
  pictureRejected,
  vendorTurned,
} from '../../apps/server/src/features/drawing/index.ts'
import {
  attemptEnded,
  firstPreviewShown,
  jobEnded,
  jobStarted,
  jobsAccepted,
} from '../../apps/server/src/features/jobs/index.ts'
import { deliveryAttempted, firstDeliveryAttempted } from '../../apps/server/src/features/webhooks/index.ts'
import { requestLimited } from '../../apps/server/src/platform/http/index.ts'
import { startTestApi } from '../harness/api.ts'
import { keepForSuite } from '../harness/keep.ts'
import { readMetrics } from '../harness/metrics.ts'

type Rule = {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; description: string; runbook: string }
}
type Target = { expr: string; legendFormat: string; datasource: { uid: string } }
type Panel = {
  id: number
  type: string
  title: string
  description: string
  targets?: Target[]
  gridPos: Record<'x' | 'y' | 'w' | 'h', number>
}

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const { groups } = parse(read('deploy/alerts/chatsvg.rules.yaml')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)
const dashboard = JSON.parse(read('deploy/grafana/chatsvg.json')) as { panels: Panel[] }
const panels = dashboard.panels.filter(({ type }) => type !== 'row')
const expressions = [
  ...rules.map(({ alert, expr }) => ({ of: alert, expr })),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ of: title, expr }))),
]

const token = 'only-for-those-who-watch'
const checked = { users: 1, entries: 1, jobs: 0 }
/** Labels that Prometheus itself adds. */
const addedLabels = ['instance', 'job', 'le']
const words = ['by', 'on', 'and', 'or', 'unless', 'without', 'ignoring', 'group_left', 'group_right', 'bool']

const api = keepForSuite(await startTestApi({ METRICS_TOKEN: token }, { worker: true }))
await fetch(`${api.url}/api/health`)
tellEveryFact()
const metrics = await readMetrics(`${api.url}/metrics`, token)

/** Creates a sample of events that have not occurred yet, because labels exist only with a sample. */
function tellEveryFact(): void {
  const called = { provider: 'openai', model: 'gpt-4o' }
  const { model } = called
  jobsAccepted.publish({ model, jobs: 1, credits: 1 })
  jobStarted.publish({ model, waitedMs: 40 })
  firstPreviewShown.publish({ model, sinceAcceptedMs: 900 })
  attemptEnded.publish({ model, outcome: 'failed', ranMs: 2_000 })
  jobEnded.publish({ model, status: 'FAILED', code: 'TIMEOUT', refunded: 1, tookMs: 2_100 })
  modelCalled.publish({ ...called, outcome: 'timeout', firstTextMs: 500, tookMs: 1_900 })
  modelUsed.publish({ ...called, inputTokens: 900, outputTokens: 1_200, costMicroUsd: 14_250 })
  pictureRejected.publish({ reason: 'malformed' })
  requestLimited.publish({ limit: 'api' })
  firstDeliveryAttempted.publish({ sinceEventMs: 400 })
  deliveryAttempted.publish({ outcome: 'delivered', tookMs: 30 })
  ledgerAudited.publish({ checked, broken: {}, findings: [] })
}

/** The metric names of an expression: without labels, texts, durations, keywords and functions. */
function findNames(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|on|without|ignoring)\s*\([^)]*\)/g, '')
  return [...bare.matchAll(/\b([a-z_:][a-z0-9_:]*)\b(?!\s*\()/gi)]
    .map(([name]) => name)
    .filter((name) => !words.includes(name))
}

function findLabels(expr: string): string[] {
  const matchers = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  )
  const groupings = [...expr.matchAll(/\b(?:by|on|without|ignoring)\s*\(([^)]*)\)/g)].flatMap(
    ([, list = '']) => list.split(',').map((label) => label.trim()),
  )
  return [...matchers, ...groupings]
}

const withoutSuffix = (name: string) =>
  metrics.names.includes(name) ? name : name.replace(/_(bucket|sum|count)$/, '')

describe('alerts and dashboard', () => {
  it('exist for every important fault', () => {
    expect(rules.length).toBeGreaterThanOrEqual(9)
    expect(panels.length).toBeGreaterThanOrEqual(20)
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
  })

  it.each(expressions)('$of uses metrics that the service has: $expr', ({ expr }) => {
    const names = findNames(expr)
    expect(names).not.toEqual([])
    expect(names.map(withoutSuffix).filter((name) => !metrics.names.includes(name))).toEqual([])
  })

  it.each(expressions)('$of uses labels that its metrics have: $expr', ({ expr }) => {
    const known = new Set([
      ...addedLabels,
      ...findNames(expr).flatMap((name) => metrics.labelsOf(withoutSuffix(name))),
    ])
    expect(findLabels(expr).filter((label) => !known.has(label))).toEqual([])
  })

  it.each(rules)('$alert has a severity and a runbook', ({ labels, annotations }) => {
    expect(['page', 'ticket']).toContain(labels.severity)
    expect(annotations.summary.length).toBeGreaterThan(10)
    expect(annotations.description.length).toBeGreaterThan(40)
    expect(annotations.runbook.length).toBeGreaterThan(100)
  })

  it('has every panel once, without overlaps, with a description and a selectable data source', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    const taken = new Set<string>()
    for (const { title, gridPos } of dashboard.panels)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(x, title).toBeLessThan(24)
          expect(taken.has(`${x},${y}`), title).toBe(false)
          taken.add(`${x},${y}`)
        }
    for (const { description, targets = [] } of panels) {
      expect(description).not.toBe('')
      for (const { datasource } of targets) expect(datasource.uid).toMatch(/^\$\{datasource\}$/)
    }
  })

  it('shows every metric of the service', () => {
    const asked = new Set(expressions.flatMap(({ expr }) => findNames(expr).map(withoutSuffix)))
    expect(metrics.names.filter((name) => name.startsWith('chatsvg_') && !asked.has(name))).toEqual([])
  })
})

describe('the metrics of the service', () => {
  it('have the recorded values, in seconds, dollars and credits', () => {
    const { value } = metrics
    const called = { provider: 'openai', model: 'gpt-4o' }
    expect(value('chatsvg_job_wait_seconds_sum', { model: 'gpt-4o' })).toBe(0.04)
    expect(value('chatsvg_first_preview_seconds_bucket', { le: '1' })).toBe(1)
    expect(value('chatsvg_first_preview_seconds_bucket', { le: '0.5' })).toBe(0)
    expect(value('chatsvg_model_cost_dollars_total', called)).toBe(0.01425)
    expect(value('chatsvg_model_tokens_total', { ...called, direction: 'input' })).toBe(900)
    expect(value('chatsvg_credits_refunded_total', { error: 'TIMEOUT' })).toBe(1)
    expect(value('chatsvg_rate_limit_refusals_total', { limit: 'api' })).toBe(1)
  })

  it('have bounded labels, whatever clients send', async () => {
    const url = `${api.url}/metrics`
    const samplesOf = (text: string) =>
      text.split('\n').filter((line) => line.includes('route="none"')).length
    await fetch(`${api.url}/api/nothing-0`)
    const before = samplesOf((await readMetrics(url, token)).text)
    for (let index = 1; index <= 20; index += 1) {
      await fetch(`${api.url}/api/nothing-${index}?q=${index}`)
      await fetch(`${api.url}/nothing/${index}`, { headers: { 'x-forwarded-host': `host-${index}` } })
      await fetch(`${api.url}/api/svg/generation-jobs/${index}`)
    }
    const after = await readMetrics(url, token)
    expect(samplesOf(after.text)).toBe(before)
    const count = 'chatsvg_http_request_duration_seconds_count'
    expect(after.value(count, { route: 'none' })).toBe(41)
    expect(after.value(count, { route: '/api/svg/generation-jobs/:id' })).toBe(20)
    expect(after.text).not.toMatch(/nothing|host-1/)
    const methods = ['PROPFIND', 'MKCOL', 'TRACE', 'LOCK']
    for (const method of methods) await askByHand(api.url, method)
    const { labelValues } = await readMetrics(url, token)
    expect(labelValues(count, 'method').filter((method) => methods.includes(method))).toEqual([])
  })
})

describe('the metrics of alerts', () => {
  it('change when a vendor is paused and is back, and when the ledger has violations and is right again', async () => {
    const url = `${api.url}/metrics`
    const provider = 'chatsvg'
    const isDown = async () => (await readMetrics(url, token)).value('chatsvg_vendor_down', { provider })
    const findings = async () =>
      (await readMetrics(url, token)).value('chatsvg_ledger_findings', { rule: 'balance-differs' })

    expect(await isDown()).toBe(0)
    vendorTurned.publish({ provider, isDown: true })
    expect(await isDown()).toBe(1)
    vendorTurned.publish({ provider, isDown: false })
    expect(await isDown()).toBe(0)

    expect(await findings()).toBe(0)
    ledgerAudited.publish({ checked, broken: { 'balance-differs': 2 }, findings: [] })
    expect(await findings()).toBe(2)
    ledgerAudited.publish({ checked, broken: {}, findings: [] })
    expect(await findings()).toBe(0)
  })
})

/** A request with a method that fetch refuses or that no route has. */
async function askByHand(url: string, method: string): Promise<void> {
  const asked = request(`${url}/api/anything`, { method }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'close')
}
