import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../../../packages/composer/src/open-composer.ts'
import { measureVisible } from './visible.ts'

const composer = await openComposer()

function sharesOf(sentence: string): { id: string; share: number }[] {
  const composed = composeSentence(composer, sentence, { style: 'flat', seed: 1 })
  if (composed.kind !== 'picture') throw new Error(`${sentence} is not drawn`)
  return measureVisible(
    composed.pieces.join(''),
    composed.plan.things.map(({ id }) => id),
  )
}

const contents = [
  ['basket', ['an apple', 'three apples', 'six eggs', 'two kittens', 'a rabbit']],
  ['bowl', ['four oranges', 'seven cherries', 'a fish', 'three fish']],
  ['box', ['a cat', 'three balls', 'five books']],
  ['vase', ['a rose', 'three tulips', 'six roses', 'five sunflowers']],
  ['nest', ['five eggs']],
  ['cage', ['a bird', 'two mice']],
  ['bathtub', ['a duck', 'two dogs']],
  ['shopping cart', ['six bananas']],
] as const

for (const [container, things] of contents)
  test(`at least 30 % of each thing in a ${container} can be seen`, () => {
    for (const thing of things)
      for (const { id, share } of sharesOf(`${thing} in a ${container}`))
        expect(share, `${id} of ${thing} in a ${container}`).toBeGreaterThan(0.3)
  })

test('at least 30 % of the actor and of the object of an act can be seen', () => {
  const acts = [
    'feeding a horse',
    'hugging a teddy bear',
    'walking two dogs',
    'pulling a sled',
    'pushing a car',
    'kicking a ball',
    'catching a butterfly',
    'painting a picture',
    'watering three tulips',
    'climbing a tree',
    'eating an apple',
    'playing the guitar',
    'playing with a cat',
  ]
  for (const act of acts)
    for (const who of ['a boy', 'a woman'])
      for (const { id, share } of sharesOf(`${who} ${act}`))
        expect(share, `${id} of ${who} ${act}`).toBeGreaterThan(0.3)
})

test('a thing without a group, and one that another covers, are not seen', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><g id="cat"><rect width="90" height="90" fill="#f00"/></g>' +
    '<g id="box"><rect width="128" height="128" fill="#00f"/></g></svg>'
  expect(measureVisible(svg, ['cat', 'dog'])).toEqual([
    { id: 'cat', share: 0 },
    { id: 'dog', share: 0 },
  ])
})
