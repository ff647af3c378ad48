import { expect, test } from 'vitest'
import { openComposer } from '../open-composer.ts'
import { nameOf, type PlanThing } from '../plan/scene-plan.ts'

const composer = await openComposer()

function read(sentence: string) {
  return composer.readSentence(sentence, { style: 'flat' })
}

/** `2 red cat on table; table | night`: the plan in one line. */
function planOf(sentence: string): string {
  const reading = read(sentence)
  if (reading.kind === 'not_understood') return '-'
  const { things, background } = reading.plan
  const scene =
    typeof background === 'string'
      ? background === 'auto'
        ? ''
        : background
      : Object.values(background).join(' ')
  return [things.map(lineOf).join('; '), scene].filter((part) => part !== '').join(' | ')
}

function lineOf(thing: PlanThing): string {
  const colours = Object.entries(thing.colours ?? {}).map(([part, colour]) =>
    part === 'all' ? String(colour) : `${part}:${String(colour)}`,
  )
  const place = Object.entries(thing.place ?? {}).map(([relation, to]) => `${relation} ${String(to)}`)
  return [(thing.count ?? 1) > 1 ? thing.count : '', ...colours, nameOf(thing), ...place]
    .filter((part) => part !== '')
    .join(' ')
}

test.each([
  ['a cat to the left of a dog', 'cat leftOf dog; dog'],
  ['a red ball left of a blue cube', 'red ball leftOf cube; blue cube'],
  ['a dog right of a tree', 'dog rightOf tree; tree'],
  ['a rocket above a house', 'rocket above house; house'],
  ['a key below a lamp', 'key below lamp; lamp'],
  ['a cat under a table', 'cat under table; table'],
  ['an apple in a bowl on a table', 'apple in bowl; bowl on table; table'],
  ['a dog inside a box', 'dog in box; box'],
  ['a ghost behind a tombstone', 'ghost behind tombstone; tombstone'],
  ['a car in front of a house', 'car inFrontOf house; house'],
  ['a cat between a dog and a rabbit', 'cat between dog,rabbit; dog; rabbit'],
  ['a bear between two trees', 'bear between tree,tree-2; tree; tree'],
  ['seven bees around a sunflower', '7 bee around sunflower; sunflower'],
  ['a bear surrounded by bees', 'bear; 8 bee around bear'],
  ['a cat looking at a fish', 'cat facing fish; fish'],
  ['there is a cat on the table. a dog is under the table', 'cat on table; table; dog under table'],
  ['a house with a tree next to it', 'house; tree beside house'],
])('%s is placed so', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a sun in the top left corner and a house at the bottom', 'sun at top-left; house at bottom'],
  ['on the left a cat, on the right a dog', 'cat at left; dog at right'],
  ['a tree in the background and a car in the foreground', 'tree at far; car at near'],
])('spots of the canvas are no things: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a red car and a blue house', 'red car; blue house'],
  ['a car that is red', 'red car'],
  ['red and blue balloons', '3 red,blue balloon'],
  ['two parrots, one red and one green', '2 red,green parrot'],
  ['four red and two blue balloons', '4 red balloon; 2 blue balloon'],
  ['a black and white cow', 'black second:white cow'],
  ['a light blue butterfly', 'light blue butterfly'],
  ['an orange cat', 'orange cat'],
  ['an orange and a lemon', 'orange; lemon'],
  ['a house with a red roof and a blue door', 'roof:red door:blue house'],
  ['a red rose on a black background', 'red rose | black'],
  ['a rose on a transparent background', 'rose | none'],
])('colours of "%s" go to the right noun', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['three buses', '3 bus'],
  ['five tvs and two knives', '5 tv; 2 knife'],
  ['two mice and three geese', '2 mouse; 3 goose'],
  ['a pair of scissors', 'scissors'],
  ['a flock of birds', '6 bird'],
  ['a slice of watermelon', 'watermelon'],
  ['a glass of red wine', 'red wine'],
  ['a dozen eggs', '12 egg'],
])('numbers and plurals: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a woman who rides a bicycle', 'woman ridingOn bicycle; bicycle', 'riding'],
  ['a girl reading a book under a tree', 'girl under tree; book heldBy girl; tree', 'reading'],
  ['a running horse', 'horse', 'running'],
  ['a boy jumping', 'boy', 'jumping'],
  ['a man sitting on a bench', 'man on bench; bench', 'sitting'],
])('actions are poses, and their objects are held or ridden: %s', (sentence, plan, pose) => {
  const reading = read(sentence)
  expect(planOf(sentence)).toBe(plan)
  expect(reading.kind === 'plan' && reading.plan.things[0]).toMatchObject({ pose })
})

test.each([
  ['a sailboat on the sea at sunset', 'sailboat | sea sunset'],
  ['fish swimming under the sea', 'fish | underwater'],
  ['a penguin in the snow', 'penguin | snow snow'],
  ['mountains with a lake', ' | sea mountains'],
  ['a desert with a cactus', 'cactus | desert'],
  ['a mountain', 'mountain'],
  ['a train in autumn', 'train | autumn'],
])('places and times are scenes: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan.replace(/^ \| /, ''))
})

test.each([
  ['a logo with the letter K', 'K'],
  ['a sign that says OPEN', 'OPEN'],
  ['a birthday card that says "Happy Birthday Anna"', 'Happy Birthday Anna'],
  ['the word HELLO in bold letters', 'HELLO'],
  ['a cup with the text "Mom"', 'cup; Mom on cup'],
  ['bar chart with values 3, 5 and 8', 'bar chart'],
])('what is to be written is text and not a thing: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a leaf blower', 'leaf blower', 'noun'],
  ['a prairie dog', 'prairie dog', 'noun'],
  ['an elefant', 'elefant', 'noun'],
  ['happiness', 'happiness', 'noun'],
  ['a cat zorbing', 'zorbing', 'noun'],
  ['an ancient lighthouse', 'ancient', 'quality'],
  ['a man with a beard', 'beard', 'part'],
])('what is not surely known is left out and said: %s', (sentence, words, kind) => {
  expect(read(sentence).report.leftOut).toContainEqual(expect.objectContaining({ words, kind }))
})

test.each([
  ['a beagle', 'beagle', 'dog'],
  ['a pirate ship', 'pirate ship', 'sailboat'],
  ['a fire breathing dragon', 'fire breathing dragon', 'dragon'],
  ['100 balloons', '100 balloons', '30 balloons'],
])('what is drawn as something near is said: %s', (sentence, words, drawnAs) => {
  const { changed } = read(sentence).report
  if (sentence === 'a beagle') expect(planOf(sentence)).toBe('beagle')
  else expect(changed).toContainEqual({ words, drawnAs })
})

test('interface icons are drawn only where an emblem is asked for', () => {
  expect(planOf('a wifi icon')).toBe('wifi')
  expect(planOf('a cat with wifi')).toBe('cat')
  expect(planOf('icon of a lock')).toBe('lock')
})

test.each([
  ['a happy family at the beach', 'man; woman; child | beach'],
  ['a family and a dog', 'man; woman; child; dog'],
  ['a couple dancing', 'man; woman'],
  ['eine Familie', 'man; woman; child'],
  ['a couple of cats', '2 cat'],
])('a group of people is its members: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test('a sentence of 500 characters of anything is read in bounded time', () => {
  const sentences = [
    'a '.repeat(250),
    'of '.repeat(166),
    '🐱'.repeat(250),
    'red '.repeat(125),
    ','.repeat(500),
    'left of '.repeat(62),
  ]
  for (const sentence of sentences) {
    const reading = read(sentence)
    expect(reading.kind === 'plan' ? reading.plan.things.length : 0).toBeLessThanOrEqual(12)
  }
})

test.each([
  ['two horseshoes', '2 horseshoe'],
  ['three brownies', '3 brownie'],
  ['two bookshelves', '2 bookshelf'],
  ['three potatoes', '3 potato'],
  ['three cups of tea', '3 cup of tea'],
])('plurals: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a map of Italy', 'map of italy'],
  ['a red map of the United States', 'red map of the united states'],
  ['the outline of France', 'outline of france'],
  ['the GitHub logo', 'github logo'],
  ['a blue logo of Google Chrome', 'blue logo of google chrome'],
])('countries and brands that are named are drawn: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test.each([
  ['a shell logo', 'shell'],
  ['a bear logo', 'bear'],
  ['the outline of a cat', 'cat'],
])('a brand named like a thing is the thing: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})
