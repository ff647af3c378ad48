import { setTimeout as delay } from 'node:timers/promises'
import { answerParent } from '../child.ts'
import { type Connection, openConnection } from './connection.ts'
import { counterDigits, counterMark, type LoadPlan, type LoadResult, measuringNotice } from './plan.ts'

answerParent<LoadPlan, LoadResult>(async (plan, notify) => {
  const run: Run = { phase: 'warm-up', sent: 0, latenciesMs: [] }
  const connections = await Promise.all(
    Array.from({ length: plan.connections }, () => openConnection(plan.origin)),
  )
  const chains = Promise.all(connections.map((connection, index) => sendInTurn(plan, run, connection, index)))

  await Promise.race([warmUp(plan, run), chains])
  notify(measuringNotice)
  if (plan.warmupMs > 0) run.latenciesMs = []
  run.phase = 'measured'
  const startedAtMs = performance.now()
  await Promise.race([delay(plan.measureMs), chains])
  run.phase = 'over'
  const elapsedMs = performance.now() - startedAtMs
  const latenciesMs = Float64Array.from(run.latenciesMs).sort()
  await chains
  for (const connection of connections) connection[Symbol.dispose]()
  return {
    requests: latenciesMs.length,
    perSecond: latenciesMs.length / (elapsedMs / 1000),
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  }
})

type Run = { phase: 'warm-up' | 'measured' | 'over'; sent: number; latenciesMs: number[] }

const warmupMsMax = 15_000

/** Lasts until the service's code is compiled, and work that is done once for every token or page is done. */
async function warmUp(plan: LoadPlan, run: Run): Promise<void> {
  if (plan.warmupMs === 0) return
  const startedAtMs = performance.now()
  const requests = Math.max(plan.warmupRequests, plan.requests.length)
  await delay(plan.warmupMs)
  while (run.sent < requests && performance.now() - startedAtMs < warmupMsMax) await delay(10)
}

let counter = Date.now() % 1e9

/** The requests of one connection, each sent after the previous response. */
async function sendInTurn(plan: LoadPlan, run: Run, connection: Connection, index: number): Promise<void> {
  const own = plan.requests.filter((_, at) => at % plan.connections === index % plan.requests.length)
  const requests = own.map((text) => Buffer.from(text))
  const cookie = plan.carriedCookie && `${plan.carriedCookie}=`
  for (let turn = 0; run.phase !== 'over'; turn += 1) {
    if (plan.requestsMax !== undefined && run.sent >= plan.requestsMax) return
    run.sent += 1
    const request = requests[turn % requests.length] as Buffer
    countUp(request)
    const sentAtMs = performance.now()
    const { status, head } = await connection.exchange(request)
    run.latenciesMs.push(performance.now() - sentAtMs)
    if (status !== plan.expectedStatus)
      throw new Error(`answered ${status} instead of ${plan.expectedStatus}:\n${head}`)
    if (cookie) carry(cookie, head, request)
  }
}

function countUp(request: Buffer): void {
  const mark = request.indexOf(counterMark)
  if (mark < 0) return
  counter += 1
  request.write(String(counter).padStart(counterDigits, '0'), mark + counterMark.length, 'latin1')
}

function carry(cookie: string, head: string, request: Buffer): void {
  const from = head.indexOf(`: ${cookie}`) + 2 + cookie.length
  const value = head.slice(from, head.indexOf(';', from))
  request.write(value, request.indexOf(cookie) + cookie.length, 'latin1')
}

/** The percentile of the sorted samples; NaN without samples. */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
