import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'

const composer = await openComposer()

function reportOf(sentence: string) {
  return composeSentence(composer, sentence, { style: 'flat', seed: 1 }).report
}

test.each([
  ['a dog barking loudly', ['barking', 'loudly']],
  ['a chef chopping vegetables', ['chopping']],
  ['a woman cutting a cake', ['cutting']],
  ['a cat scratching a sofa', ['scratching']],
  ['a boy quickly running', ['quickly']],
  ['two cats yawn', ['yawn']],
  ['a broken cup', ['broken']],
  ['an open door', ['open']],
  ['a shiny apple', ['shiny']],
  ['an angry man', ['angry']],
  ['a sad cat', ['sad']],
  ['a colourful bird', ['colourful']],
  ['una taza rota', ['rota']],
  ['ein Auto mit rosa Flummern', ['Flummern']],
])('%s: what no drawing shows is left out and said as it was written', (sentence, words) => {
  const { leftOut } = reportOf(sentence)
  for (const one of words) expect(leftOut.map((entry) => entry.words)).toContain(one)
})

test.each([
  ['a boy writing a letter', 'writing', 'holding'],
  ['a man repairs a car', 'repairs', 'facing'],
])('%s: a verb that is drawn as something near is said', (sentence, words, drawnAs) => {
  expect(reportOf(sentence).changed).toContainEqual({ words, drawnAs })
})

test.each(['a jogging woman', 'a smiling woman', 'a smiling sun', 'a man sitting on a bench', 'a happy dog'])(
  '%s is drawn, and nothing is reported',
  (sentence) => {
    expect(reportOf(sentence)).toMatchObject({ changed: [], leftOut: [] })
  },
)

test('a pose that a drawing cannot show is reported with the word of the sentence', () => {
  expect(reportOf('a prancing horse and a boogieing cow').leftOut.length).toBeGreaterThan(0)
  expect(reportOf('two cats play').leftOut).toMatchObject([{ words: 'play', kind: 'action' }])
})

test.each([
  ['a house with a blue door', { name: 'door', color: 'blue' }],
  ['a hammer with a red handle', { name: 'handle', color: 'red' }],
  ['ein Haus mit einem blauen Dach', { name: 'roof', color: 'blue' }],
  ['une voiture avec des roues jaunes', { name: 'wheel', color: 'yellow' }],
  ['una casa con un techo rojo', { name: 'roof', color: 'red' }],
  ['um carro com rodas amarelas', { name: 'wheel', color: 'yellow' }],
  ['дом с синей дверью', { name: 'door', color: 'blue' }],
  ['红色屋顶的房子', { name: 'roof', color: 'red' }],
  ['屋根が赤い家', { name: 'roof', color: 'red' }],
  ['بيت بباب أزرق', { name: 'door', color: 'blue' }],
])('%s: the report has the colour of the part', (sentence, part) => {
  const { drawn, leftOut } = reportOf(sentence)
  expect(drawn).toMatchObject([{ parts: [part] }])
  expect(leftOut).toEqual([])
})

test.each([
  ['a cup with a blue handle', 'blue handle'],
  ['a dog with a blue collar', 'blue collar'],
  ['a lion with a black mane', 'black mane'],
  ['a bird with black wings', 'black wings'],
  ['a bicycle with a red seat', 'red seat'],
  ['a cat with white paws', 'white paws'],
])('%s: a part that is not surely found is not painted, and the report says so', (sentence, words) => {
  const { drawn, leftOut } = reportOf(sentence)
  expect(drawn[0]).not.toHaveProperty('parts')
  expect(leftOut).toEqual([{ words, reason: 'not_drawable', kind: 'part' }])
})

test('clothes of a colour are those of the figure', () => {
  const { drawn, leftOut } = reportOf('a man with a blue shirt and brown trousers')
  expect(leftOut).toEqual([])
  expect(drawn).toMatchObject([
    {
      name: 'man',
      parts: [
        { name: 'shirt', color: 'blue' },
        { name: 'trousers', color: 'brown' },
      ],
    },
  ])
})

test('a place after the object of a left-out verb belongs to the object', () => {
  const reading = composer.readSentence('a boy pouring milk into a glass', { style: 'flat' })
  const boy = reading.kind === 'plan' ? reading.plan.things.find(({ id }) => id === 'boy') : undefined
  expect(boy?.place).toBeUndefined()
})

test('the description has the colours of parts', () => {
  const composed = composeSentence(composer, 'a house with a red door and a green roof', { style: 'flat' })
  const svg = composed.kind === 'picture' ? composed.pieces.join('') : ''
  expect(svg).toContain('<desc>A house with a red door and a green roof.</desc>')
})

test.each([
  ['eine Katze liegt auf dem Sofa', 'lying'],
  ['ein Mann sitzt auf einer Bank', 'sitting'],
  ['девочка сидит на стуле', 'sitting'],
  ['一个女孩坐在椅子上', 'sitting'],
  ['椅子に座っている猫', 'sitting'],
  ['ベッドで眠っている犬', 'sleeping'],
])('%s: verbs of place give poses to people and animals', (sentence, pose) => {
  const { drawn, leftOut } = reportOf(sentence)
  expect(drawn[0]).toMatchObject({ pose })
  expect(leftOut).toEqual([])
})

test('a thing that lies has only a place, and no pose', () => {
  expect(reportOf('ein Buch liegt auf dem Tisch')).toMatchObject({ changed: [], leftOut: [] })
})

test.each([
  ['戴红帽子的男孩', ['boy', 'red hat']],
  ['赤い帽子をかぶった男の子', ['boy', 'red hat']],
  ['猫が魚を食べている', ['cat', 'fish']],
  ['a violin made of glass', ['violin']],
  ['a marble statue of a lion', ['lion']],
  ['a rabbit with a carrot in its mouth', ['rabbit', 'carrot']],
])('%s is these things', (sentence, names) => {
  const { drawn } = reportOf(sentence)
  expect(drawn.map(({ name, color }) => [color, name].filter(Boolean).join(' '))).toEqual(names)
})

test.each([
  ['Turkey and a turkey', ['turkey map', 'turkey']],
  ['A turkey on a plate', ['turkey', 'plate']],
  ['A Turkey On A Table', ['turkey', 'table']],
  ['a bird in Turkey', ['bird']],
  ['a polar bear', ['polar bear']],
])('%s: a capital makes a country only where it must', (sentence, names) => {
  expect(reportOf(sentence).drawn.map(({ name }) => name)).toEqual(names)
})
