import { expect, it } from 'vitest'
import { createOutageLog } from './index.ts'

function record() {
  const lines: string[] = []
  const outage = createOutageLog({
    lost: (reason) => lines.push(`lost: ${String(reason)}`),
    back: (count) => lines.push(`back: ${count}`),
  })
  return { lines, outage }
}

it('an outage is logged once when it begins and once when it ends, with the number of losses', () => {
  const { lines, outage } = record()
  outage.succeed()
  outage.fail('first', 3)
  outage.fail('second', 4)
  outage.succeed()
  outage.succeed()
  expect(lines).toEqual(['lost: first', 'back: 7'])
})

it('the next outage is logged again, and counts from zero', () => {
  const { lines, outage } = record()
  outage.fail('first', 3)
  outage.succeed()
  outage.fail('again')
  outage.succeed()
  expect(lines).toEqual(['lost: first', 'back: 3', 'lost: again', 'back: 1'])
})
