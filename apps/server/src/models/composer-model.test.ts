import { createComposer } from '@chatsvg/composer'
import { sanitizeSvg } from '@chatsvg/svg'
import { describe, expect, it } from 'vitest'
import { adaptComposer } from './composer-model.ts'
import { findFault } from './llm/request-fault.ts'
import { styles } from './port.ts'

const prompts = [
  'a cat',
  'a red car',
  'a green turtle and a blue fish',
  'two dogs',
  'a penguin in the snow',
  'a yellow boat on the sea',
  'a castle at night with stars',
  'a purple tractor on a meadow',
  'a city in the rain',
  'a brick house',
  'a wooden table',
  'an orange umbrella',
  'a pink flower with green leaves',
  'a camel in the desert',
  'a hammer',
  'a tent in the forest',
  'a woman riding a bicycle',
  'a lion',
  'a teapot',
  'a mountain lake',
]

describe('the composer as a model', () => {
  it('keeps to the styles that language models are held to, in 19 of 20 pictures', async () => {
    const model = adaptComposer(createComposer())
    const faults: string[] = []
    for (const style of styles)
      for (const [seed, prompt] of prompts.entries()) {
        const drawn = sanitizeSvg((await model.drawAtOnce?.({ prompt, style, seed })) ?? '')
        const fault = drawn.ok ? findFault(drawn, { style }) : drawn.rejection.code
        if (fault !== undefined) faults.push(`${style}: ${prompt}: ${fault}`)
      }
    expect(faults.length, faults.join('\n')).toBeLessThanOrEqual((prompts.length * styles.length) / 20)
  })
})
