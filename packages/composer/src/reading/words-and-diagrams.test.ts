import { expect, test } from 'vitest'
import { openComposer } from '../open-composer.ts'
import type { PlanThing } from '../plan/scene-plan.ts'

const composer = await openComposer()

function thingsOf(sentence: string): readonly PlanThing[] {
  const reading = composer.readSentence(sentence, { style: 'flat', seed: 1 })
  if (reading.kind !== 'plan') throw new Error(`${sentence} was not understood`)
  expect(reading.report.leftOut, sentence).toEqual([])
  return reading.plan.things
}

test.each([
  ['a flowchart: start, check, done', 'flowchart', ['Start', 'Check', 'Done']],
  ['flow chart with the boxes idea, plan and launch', 'flowchart', ['Idea', 'Plan', 'Launch']],
  ['process diagram: receive -> sort -> store', 'flowchart', ['Receive', 'Sort', 'Store']],
  ['a browser window showing example.com', 'browser', ['Example.com']],
  ['a phone with a chat', 'phone', undefined],
  ['a chat with "Hi!" and "How are you?"', 'chat', ['Hi!', 'How are you?']],
  ['a business card for Ada Lovelace', 'card', ['Ada Lovelace']],
])('%s is a diagram with its labels', (sentence, diagram, labels) => {
  const [thing] = thingsOf(sentence)
  expect(thing).toMatchObject({ diagram })
  expect(thing && 'labels' in thing ? thing.labels : undefined).toEqual(labels)
})

test('an icon of a browser is no diagram, and a flowchart without boxes is not understood', () => {
  expect(thingsOf('a browser icon')[0]).toHaveProperty('concept')
  expect(composer.readSentence('a flowchart', { style: 'flat' }).kind).toBe('not_understood')
})

test('a card for an occasion says what such cards say, over what is on it', () => {
  const [text, bear] = thingsOf('a get well soon card with a teddy bear')
  expect(text).toMatchObject({ text: 'Get Well Soon', frame: 'card', place: { at: 'top' } })
  expect(bear).toMatchObject({ concept: 'teddy bear' })
  expect(bear?.place).toBeUndefined()
})

test('what a badge bears is in its middle, and its words are around it', () => {
  expect(thingsOf('a round badge that says "Fresh Coffee" with a coffee cup')).toMatchObject([
    { text: 'Fresh Coffee', frame: 'badge', arc: true },
    { place: { in: 'text' } },
  ])
})

test('a trade has its sign in a logo, unless something else is drawn', () => {
  expect(thingsOf('logo for a plumber')).toMatchObject([{ concept: 'wrench' }])
  expect(thingsOf('a bicycle repair shop logo')).toMatchObject([{ concept: 'bicycle' }])
  expect(thingsOf('logo for a bakery called Crumb')).toMatchObject([
    { text: 'Crumb', place: { at: 'bottom' } },
    { concept: 'croissant' },
  ])
})

test('for whom a picture is made is not drawn, and a sticker is cut out', () => {
  const reading = composer.readSentence('a dinosaur sticker for kids', { style: 'flat' })
  expect(reading).toMatchObject({ plan: { sticker: true, things: [{ id: 'dinosaur' }] } })
})
