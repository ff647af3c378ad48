import { expect, it } from 'vitest'
import { defineMetricEvent } from './index.ts'

const kettleBoiled = defineMetricEvent<{ litres: number }>('test.kettle.boiled')

it('an event reaches every subscriber before publishing returns', () => {
  const heard: string[] = []
  using _one = kettleBoiled.hear(({ litres }) => heard.push(`one ${litres}`))
  using _two = kettleBoiled.hear(({ litres }) => heard.push(`two ${litres}`))
  kettleBoiled.tell({ litres: 2 })
  expect(heard).toEqual(['one 2', 'two 2'])
})

it('an event does not reach a removed subscriber, nor one of another event', () => {
  const heard: object[] = []
  using _other = defineMetricEvent('test.kettle.emptied').hear((fact) => heard.push(fact))
  const ear = kettleBoiled.hear((fact) => heard.push(fact))
  ear[Symbol.dispose]()
  kettleBoiled.tell({ litres: 1 })
  expect(heard).toEqual([])
})
