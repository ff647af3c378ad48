import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { awaitEvent } from './await-event.ts'

const countListeners = (emitter: EventEmitter) => emitter.eventNames().length

it('the first event of several is returned, and no listener remains', async () => {
  const emitter = new EventEmitter()
  for (let turn = 0; turn < 100; turn += 1) {
    const first = awaitEvent(emitter, ['message', 'close', 'error'], 10_000)
    emitter.emit('message', turn)
    emitter.emit('close')
    expect(await first).toEqual({ name: 'message', value: turn })
  }
  expect(countListeners(emitter)).toBe(0)
})

it('an error is an event like others, and no listener remains', async () => {
  const emitter = new EventEmitter()
  const first = awaitEvent(emitter, ['message', 'error'], 10_000)
  const error = new Error('gone')
  emitter.emit('error', error)
  expect(await first).toEqual({ name: 'error', value: error })
  expect(countListeners(emitter)).toBe(0)
})

it('without an event it times out, and no listener remains', async () => {
  const emitter = new EventEmitter()
  expect(await awaitEvent(emitter, ['message'], 1)).toBeUndefined()
  expect(countListeners(emitter)).toBe(0)
})
