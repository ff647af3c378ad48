import { answerParent } from '../child.ts'
import { type Calls, measureCalls } from '../measure-calls.ts'

export type ComposerTask = { measureMs: number }
export type ComposerAnswer = Record<'sentence' | 'instruction' | 'drawing', Calls>

const nouns = ['cat', 'dog', 'tree', 'house', 'car', 'apple', 'balloon', 'chair', 'rabbit', 'flower']
const sentences = [
  'a red fox under a tree',
  'drei gelbe Sterne über einem blauen Haus',
  'un chien à gauche de deux voitures rouges',
  'a badge that says "open" with a cup of coffee',
]
const instructions = ['make the house blue', 'mach alles dunkler', 'мир перевернуть', 'move the sun left']
const options = { style: 'flat', seed: 1 } as const

answerParent<ComposerTask, ComposerAnswer>(async ({ measureMs }) => {
  // The built code, as the service runs it.
  const load = (file: string) => import(new URL(`../../packages/${file}.js`, import.meta.url).href)
  const { openComposer, composeSentence } = (await load(
    'composer/dist/open-composer',
  )) as typeof import('../../packages/composer/src/open-composer.ts')
  const { sanitizeSvg } = (await load('svg/dist/index')) as typeof import('@chatsvg/svg')
  const composer = await openComposer()
  const composed = composeSentence(composer, 'a house next to two trees and a yellow sun', options)
  if (composed.kind !== 'picture') throw new Error('the picture for the instructions was not drawn')
  const stored = sanitizeSvg(composed.pieces.join(''), { idPrefix: 'bench-' })
  if (!stored.ok) throw new Error(`the picture was rejected: ${stored.rejection.message}`)
  const picture = { svg: stored.svg, plan: composed.plan }
  const things = nouns.map((concept) => ({ id: concept, concept }))
  const plans = Array.from({ length: 20 }, (_, seed) => ({ ...composed.plan, seed, things }))
  return {
    sentence: measureCalls(sentences, measureMs / 3, (text) => composer.readSentence(text, options)),
    instruction: measureCalls(instructions, measureMs / 3, (text) => composer.readInstruction(text, picture)),
    drawing: measureCalls(plans, measureMs / 3, (plan) => composer.drawPlan(plan)),
  }
})
