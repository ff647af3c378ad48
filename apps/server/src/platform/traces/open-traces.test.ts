import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { startCollector } from '../../../../../test/harness/otlp-collector.ts'
import { currentSpan, inSpan, openTraces } from './index.ts'

const silent = pino({ level: 'silent' })
const owner = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const belongsTo = `00-${owner.traceId}-${owner.spanId}-01`

async function openTo(url: string, sampleRatio = 1) {
  const resource = { 'service.name': 'test' }
  return openTraces({ url: `${url}/v1/traces`, headers: {}, resource, sampleRatio }, silent)
}

it('work of another trace is in that trace, with a link to the span that started it', async () => {
  const collector = keep(await startCollector())
  const traces = await openTo(collector.url)
  await inSpan({ name: 'entry', kind: 'consumer' }, () =>
    inSpan({ name: 'attempt', belongsTo }, () => inSpan({ name: 'part' }, async () => {})),
  )
  await traces[Symbol.asyncDispose]()
  const [entry, attempt, part] = ['entry', 'attempt', 'part'].map((name) =>
    collector.spans().find((span) => span.name === name),
  )
  expect(entry).toMatchObject({ parentSpanId: undefined, kind: 5, links: [] })
  expect(attempt).toMatchObject({
    traceId: owner.traceId,
    parentSpanId: owner.spanId,
    links: [{ traceId: entry?.traceId, spanId: entry?.spanId }],
  })
  expect(part).toMatchObject({ traceId: owner.traceId, parentSpanId: attempt?.spanId, links: [] })
})

it('work of the current trace is a child of the current span', async () => {
  const collector = keep(await startCollector())
  const traces = await openTo(collector.url)
  await inSpan({ name: 'entry', belongsTo }, () => inSpan({ name: 'attempt', belongsTo }, async () => {}))
  await traces[Symbol.asyncDispose]()
  const [entry, attempt] = ['entry', 'attempt'].map((name) =>
    collector.spans().find((span) => span.name === name),
  )
  expect(entry).toMatchObject({ traceId: owner.traceId, parentSpanId: owner.spanId })
  expect(attempt).toMatchObject({ traceId: owner.traceId, parentSpanId: entry?.spanId, links: [] })
})

it('an invalid traceparent in a row starts a new trace', async () => {
  const collector = keep(await startCollector())
  const traces = await openTo(collector.url)
  await inSpan({ name: 'attempt', belongsTo: 'nonsense' }, async () => {})
  await traces[Symbol.asyncDispose]()
  expect(collector.spans()).toMatchObject([{ name: 'attempt', parentSpanId: undefined, links: [] }])
})

it('a trace is dropped or kept by all processes', async () => {
  const collector = keep(await startCollector())
  for (const sampleRatio of [0, 1]) {
    const traces = await openTo(collector.url, sampleRatio)
    await inSpan({ name: `kept at ${sampleRatio}`, belongsTo }, async () => {})
    await inSpan({ name: 'let go', belongsTo: belongsTo.replace(/01$/, '00') }, async () => {
      expect(currentSpan()?.traceParent.endsWith('-00')).toBe(true)
    })
    await traces[Symbol.asyncDispose]()
  }
  expect(collector.spans().map(({ name }) => name)).toEqual(['kept at 0', 'kept at 1'])
})

it('a collector that does not answer costs a stopping process no more than its timeout, and no memory for dropped spans', async () => {
  const server = createServer(() => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  keep({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
  const { port } = server.address() as AddressInfo
  const traces = await openTo(`http://127.0.0.1:${port}`)
  const before = process.memoryUsage().heapUsed
  for (let count = 0; count < 100_000; count += 1) await inSpan({ name: 'work' }, async () => {})
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024)
  const startedAtMs = performance.now()
  await traces[Symbol.asyncDispose]()
  expect(performance.now() - startedAtMs).toBeLessThan(15_000)
})
