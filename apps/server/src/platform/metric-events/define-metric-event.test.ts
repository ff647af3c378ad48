import { expect, it } from 'vitest'
import { defineMetricEvent } from './index.ts'

const kettleBoiled = defineMetricEvent<{ litres: number }>('test.kettle.boiled')

it('a fact reaches everybody who listens before telling it returns', () => {
  const heard: string[] = []
  using _one = kettleBoiled.hear(({ litres }) => heard.push(`one ${litres}`))
  using _two = kettleBoiled.hear(({ litres }) => heard.push(`two ${litres}`))
  kettleBoiled.tell({ litres: 2 })
  expect(heard).toEqual(['one 2', 'two 2'])
})

it('a fact is not heard any more by who has stopped listening, nor by who listens to another', () => {
  const heard: object[] = []
  using _other = defineMetricEvent('test.kettle.emptied').hear((fact) => heard.push(fact))
  const ear = kettleBoiled.hear((fact) => heard.push(fact))
  ear[Symbol.dispose]()
  kettleBoiled.tell({ litres: 1 })
  expect(heard).toEqual([])
})
