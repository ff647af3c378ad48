import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { outages } from '../../../../../test/harness/outage.ts'
import { canRunRedis, startTestRedis } from '../../../../../test/harness/redis.ts'
import { createRealtimePublisher, openRealtimeBus } from './index.ts'
import { decodeEvent } from './wire.ts'

type TestEvents = { update: { number: number; filler?: string } }

const log = pino({ level: 'silent' })

describe.each(outages)('realtime over %s, when it is down', (_form, open) => {
  test('publishing neither throws nor waits, and messages arrive again afterwards, after a call of recover', async () => {
    await using bench = await open()
    await using bus = await openRealtimeBus(bench.connection, log)
    const publisher = createRealtimePublisher<TestEvents>(bus, log)
    const reader = createReader()
    await using subscription = await bus.subscribe(reader)
    await subscription.join('user:ann')
    publisher.publish('ann', 'update', { number: 1 })
    await expect.poll(() => reader.numbers).toEqual([1])

    await bench.takeAway()
    for (let number = 0; number < 1_000; number += 1) publisher.publish('ann', 'update', { number: -1 })

    await bench.giveBack()
    await expect.poll(() => reader.recoveries).toBeGreaterThan(0)
    await expect
      .poll(() => {
        publisher.publish('ann', 'update', { number: 2 })
        return reader.numbers
      })
      .toContain(2)
  })

  test('five outages leave no connection behind', async () => {
    await using bench = await open()
    await using bus = await openRealtimeBus(bench.connection, log)
    const publisher = createRealtimePublisher<TestEvents>(bus, log)
    const reader = createReader()
    await using subscription = await bus.subscribe(reader)
    await subscription.join('user:ann')
    for (let round = 1; round <= 5; round += 1) {
      await bench.takeAway()
      await bench.giveBack()
      await expect.poll(() => reader.recoveries).toBeGreaterThanOrEqual(round)
    }
    await expect
      .poll(() => {
        publisher.publish('ann', 'update', { number: 3 })
        return reader.numbers
      })
      .toContain(3)
    if (bench.connection.kind === 'postgres') {
      const { pool } = bench.connection
      await expect.poll(() => pool.totalCount - pool.idleCount).toBe(1)
    }
  })

  test('a bus opened during the outage works once the backend is up', async () => {
    await using bench = await open()
    await bench.takeAway()
    await using bus = await openRealtimeBus(bench.connection, log)
    const publisher = createRealtimePublisher<TestEvents>(bus, log)
    const reader = createReader()
    await using subscription = await bus.subscribe(reader)
    await subscription.join('user:ann')
    publisher.publish('ann', 'update', { number: -1 })
    await bench.giveBack()
    await expect
      .poll(() => {
        publisher.publish('ann', 'update', { number: 4 })
        return reader.numbers
      })
      .toContain(4)
  })
})

describe.runIf(canRunRedis())('realtime over a Redis that does not answer', () => {
  test('the waiting messages are bounded: further ones are dropped, and the log says how many', async () => {
    await using redis = await startTestRedis()
    const lines: string[] = []
    const counting = pino({ level: 'info' }, { write: (line) => lines.push(line) })
    await using bus = await openRealtimeBus({ kind: 'redis', address: redis.address }, counting)
    const publisher = createRealtimePublisher<TestEvents>(bus, counting)
    const reader = createReader()
    await using subscription = await bus.subscribe(reader)
    await subscription.join('user:ann')
    const filler = 'x'.repeat(64 * 1024)
    redis.suspend()
    for (let number = 0; number < 500; number += 1) publisher.publish('ann', 'update', { number, filler })
    redis.resume()
    await expect.poll(() => reader.numbers.length).toBeGreaterThan(100)
    await expect
      .poll(() => {
        publisher.publish('ann', 'update', { number: 1_000 })
        return reader.numbers.includes(1_000)
      })
      .toBe(true)
    expect(reader.numbers.filter((number) => number < 1_000).length).toBeLessThan(200)
    expect(lines.filter((line) => line.includes('are dropped'))).toHaveLength(1)
    expect(lines.join()).toMatch(/"dropped":3\d\d/)
  })
})

function createReader() {
  const numbers: number[] = []
  const reader = {
    numbers,
    recoveries: 0,
    receive({ body }: { body: string }) {
      const { payload } = decodeEvent(body)
      numbers.push((payload as TestEvents['update']).number)
    },
    recover() {
      reader.recoveries += 1
    },
  }
  return reader
}
