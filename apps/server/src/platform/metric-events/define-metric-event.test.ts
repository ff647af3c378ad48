import { expect, it } from 'vitest'
import { defineMetricEvent } from './index.ts'

const kettleBoiled = defineMetricEvent<{ litres: number }>('test.kettle.boiled')

it('an event reaches every subscriber before publishing returns', () => {
  const received: string[] = []
  using _one = kettleBoiled.subscribe(({ litres }) => received.push(`one ${litres}`))
  using _two = kettleBoiled.subscribe(({ litres }) => received.push(`two ${litres}`))
  kettleBoiled.publish({ litres: 2 })
  expect(received).toEqual(['one 2', 'two 2'])
})

it('an event does not reach a removed subscriber, nor one of another event', () => {
  const received: object[] = []
  using _other = defineMetricEvent('test.kettle.emptied').subscribe((event) => received.push(event))
  const subscription = kettleBoiled.subscribe((event) => received.push(event))
  subscription[Symbol.dispose]()
  kettleBoiled.publish({ litres: 1 })
  expect(received).toEqual([])
})
