import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'
import { nameOf } from '../plan/scene-plan.ts'

const composer = await openComposer()

/** The drawn things, the exclusions of the plan, and the entries of the report. */
function draw(sentence: string) {
  const composed = composeSentence(composer, sentence, { style: 'flat', seed: 1 })
  if (composed.kind === 'not_understood') return { drawn: [], without: [], leftOut: [], svg: '' }
  return {
    drawn: composed.report.drawn.map(({ name }) => name),
    without: composed.plan.without ?? [],
    leftOut: composed.report.leftOut.map(({ words }) => words),
    svg: composed.pieces.join(''),
  }
}

test.each([
  ['a beach without people', ['beach'], ['people']],
  ['a city street with no cars or people', ['street'], ['cars', 'people']],
  ['a street with no cars, people or dogs and a red bus', ['street', 'bus'], ['cars', 'people', 'dogs']],
  ['a man without a hat', ['man'], ['hat']],
  ['a man without a hat and a dog', ['man', 'dog'], ['hat']],
  ['a girl not wearing glasses', ['girl'], ['glasses']],
  ["a woman who isn't wearing a hat", ['woman'], ['hat']],
  ['a cat, no dogs', ['cat'], ['dogs']],
  ['neither a cat nor a dog, just a bird', ['bird'], ['cat', 'dog']],
  ['sugar-free candy', ['candy'], ['sugar']],
  ['no one on the beach', ['beach'], ['people']],
  ['ein Strand ohne Menschen', ['beach'], ['people']],
  ['ein Mann, der keinen Hut trägt', ['man'], ['hat']],
  ['une plage sans personne', ['beach'], ['person']],
  ['un homme qui ne porte pas de chapeau', ['man'], ['hat']],
  ['un gato sin sombrero', ['cat'], ['hat']],
  ['una spiaggia senza persone', ['beach'], ['people']],
  ['uma praia sem pessoas', ['beach'], ['people']],
  ['пляж без людей', ['beach'], ['people']],
  ['没有人的海滩', ['beach'], ['person']],
  ['海滩上没有人', ['beach'], ['person']],
  ['没有戴帽子的男人', ['man'], ['hat']],
  ['人のいないビーチ', ['beach'], ['person']],
  ['帽子のない男', ['man'], ['hat']],
  ['un niño que no come manzanas', ['boy'], ['apples']],
  ['a cat who is not sleeping', ['cat'], []],
  ['um gato que não dorme', ['cat'], []],
  ['eine Katze schläft nicht', ['cat'], []],
  ['شاطئ بدون ناس', ['beach'], ['people']],
  ['رجل بدون قبعة', ['man'], ['hat']],
])('what "%s" excludes is not drawn', (sentence, drawn, without) => {
  expect(draw(sentence)).toMatchObject({ drawn, without, leftOut: [] })
})

test.each([
  ['a blue sky but no clouds', 'a blue sky', '#ffffff" opacity="0.9"'],
  ['a house, no sun', 'a house', '#ffe9a3'],
  ['a garden with no flowers', 'a garden', '#f26d8d'],
])('%s: the scenery shows it otherwise, and now it does not', (sentence, plain, paint) => {
  expect(draw(plain).svg).toContain(paint)
  expect(draw(sentence).svg).not.toContain(paint)
  expect(draw(sentence).leftOut).toEqual([])
})

test.each([
  ['a house with no windows', ['no windows']],
  ['a house with a green roof and without windows', ['without windows']],
  ['a snowman without a hat', ['without a hat']],
  ['a burger without cheese', ['without cheese']],
  ['a cup of coffee without a spoon', ['without a spoon']],
  ['a beach without sand', ['without sand']],
  ['a swimming pool without water', ['without water']],
  ['a boy without shoes', ['without shoes']],
  ['a car that is not red', ['not red']],
  ['a cat without flibbers', ['without flibbers']],
  ['eine Katze ohne Schwanz', ['ohne Schwanz']],
  ['дом без окон', ['без окон']],
])('%s: what the drawing may show all the same is said in the words of the sentence', (sentence, leftOut) => {
  expect(draw(sentence).leftOut).toEqual(leftOut)
})

test('a thing that has a drawing without its part gets it', () => {
  const reading = composer.readSentence('a tree with no leaves', { style: 'flat' })
  expect(reading.kind === 'plan' && reading.plan.things.map(nameOf)).toEqual(['leafless tree'])
  expect(draw('一棵没有叶子的树').drawn).toEqual(['leafless tree'])
})

test('an exclusion after "and" belongs to the first thing', () => {
  expect(draw('un homme avec un chapeau rouge et sans barbe')).toMatchObject({
    without: ['beard'],
    leftOut: [],
  })
})

test('"no background" gives a picture without one', () => {
  const reading = composer.readSentence('a house with no background', { style: 'flat' })
  expect(reading).toMatchObject({ plan: { background: 'none' }, report: { leftOut: [] } })
})

test.each([
  ['not only a cat but also a dog', ['cat', 'dog']],
  ['nothing but a tree', ['tree']],
  ['a no smoking sign', ['no smoking']],
])('%s excludes nothing', (sentence, drawn) => {
  expect(draw(sentence)).toMatchObject({ drawn, without: [] })
})

test('the description names excluded things that are absent, and not those that are drawn', () => {
  const describe = (sentence: string) => /<desc>(.*?)<\/desc>/.exec(draw(sentence).svg)?.[1]
  expect(describe('a beach without cars or people')).toBe('Scene: beach, without cars or people.')
  expect(describe('a beach without sand')).toBe('Scene: beach.')
  expect(describe('a man without a hat and a woman with a hat')).not.toContain('without')
})
