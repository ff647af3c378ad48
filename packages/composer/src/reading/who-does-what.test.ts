import { expect, test } from 'vitest'
import { openComposer } from '../open-composer.ts'
import { nameOf } from '../plan/scene-plan.ts'

const composer = await openComposer()

const read = (sentence: string) => composer.readSentence(sentence, { style: 'flat' })

/** `2 cat on table; table`: the things of the plan in one line. */
function planOf(sentence: string): string {
  const reading = read(sentence)
  if (reading.kind === 'not_understood') return '-'
  return reading.plan.things
    .map((thing) => {
      const place = Object.entries(thing.place ?? {}).map(([relation, to]) => `${relation} ${String(to)}`)
      return [(thing.count ?? 1) > 1 ? thing.count : '', nameOf(thing), ...place].filter(Boolean).join(' ')
    })
    .join('; ')
}

const leftOut = (sentence: string) => read(sentence).report.leftOut.map(({ words }) => words)

test.each([
  ['a ball kicked by a boy', 'ball kickedBy boy; boy'],
  ['a ball thrown by a girl', 'ball thrownBy girl; girl'],
  ['a squirrel chased by a dog', 'squirrel chasedBy dog; dog'],
  ['a horse ridden by a girl', 'horse; girl ridingOn horse'],
  ['a carrot eaten by a rabbit', 'carrot eatenBy rabbit; rabbit'],
  ['a car driven by a woman', 'car; woman in car'],
  ['a cat fed by an old woman', 'cat fedBy old-woman; old woman'],
])('who acts comes last in the passive: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
  expect(leftOut(sentence)).toEqual([])
})

test.each([
  ['a man and a woman hugging', 'man; woman huggedBy man'],
  ['a boy and a girl hugging each other', 'boy; girl huggedBy boy'],
  ['two women hugging', 'woman; woman huggedBy woman'],
  ['a dog and a cat looking at each other', 'dog; cat facing dog'],
  ['a cat and a mouse chasing each other', 'cat; mouse chasedBy cat'],
])('two do it to each other: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
  expect(leftOut(sentence)).toEqual([])
})

test('what animals cannot be drawn to do to each other is said', () => {
  expect(leftOut('two bears hugging')).toEqual(['hugging'])
  expect(planOf('two bears hugging')).toBe('2 bear')
})

test('a verb whose object is scenery or unknown does not vanish', () => {
  expect(leftOut('a girl pointing at the horizon')).toEqual(['pointing at'])
  expect(leftOut('a boy pointing at a zorble')).toContain('pointing at')
  expect(leftOut('a girl playing with a zorble')).toContain('playing with')
})

test.each([
  ['a zookeeper feeding an elephant', 'zookeeper'],
  ['a soccer player kicking a ball', 'soccer player'],
  ['a truck driver with a dog', 'truck driver'],
  ['a violinist next to a piano', 'violinist'],
])('a person whose trade is not known is a person: %s', (sentence, trade) => {
  expect(read(sentence).report.changed).toContainEqual({ words: trade, drawnAs: 'person' })
  expect(leftOut(sentence)).toEqual([])
})

test('what is no person is not drawn as one', () => {
  for (const thing of ['a record player', 'a screwdriver', 'a car hood', 'a coffee maker'])
    expect(
      read(thing).report.changed.filter(({ drawnAs }) => drawnAs === 'person'),
      thing,
    ).toEqual([])
})

test.each([
  ['a table with a vase and two apples', 'table; vase on table; 2 apple on table'],
  ['a cake with a candle and a cherry', 'cake; candle on cake; cherry on cake'],
  ['a girl with a dog and a ball', 'girl; dog beside girl; ball'],
  ['a cat on the roof of a house', 'cat on house; house'],
  ['an owl on the branch of a tree', 'owl on tree; tree'],
  ['the sun behind the mountains', 'sun behind mountain; mountain'],
  ['a hiker on top of a mountain', 'person on mountain; mountain'],
  ['a shield with a lion and a crown', 'shield; lion in shield; crown in shield'],
  ['a witch on a broom', 'witch ridingOn broom; broom'],
  ['una bruja en una escoba', 'witch ridingOn broom; broom'],
])('%s is placed so', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test('what a verb at the end says is about who can do it', () => {
  const posesOf = (sentence: string) => {
    const reading = read(sentence)
    return reading.kind === 'plan' ? reading.plan.things.map((one) => ('pose' in one && one.pose) || '') : []
  }
  expect(posesOf('a cat on a sofa sleeping')).toEqual(['sleeping', ''])
  expect(posesOf('猫在沙发上睡觉')).toEqual(['sleeping', ''])
  expect(posesOf('a train going through a tunnel')).toEqual(['', ''])
})

test('scenery that only comes near is said', () => {
  expect(read('a lighthouse on a cliff').report.changed).toEqual([{ words: 'cliff', drawnAs: 'mountains' }])
  expect(read('a goat jumping over a stream').report.changed).toEqual([{ words: 'stream', drawnAs: 'sea' }])
  expect(read('a boat on the sea').report.changed).toEqual([])
})

test('a shape that a drawing does not have is said', () => {
  expect(leftOut('a round table')).toEqual(['round'])
  expect(leftOut('a round clock')).toEqual([])
})

test('a capital inside the sentence tells a company from the thing of that name', () => {
  expect(planOf('an Apple logo')).toBe('apple brand logo')
  expect(planOf('the logo of Shell')).toBe('shell brand logo')
  expect(planOf('an apple logo')).toBe('apple')
  expect(planOf('a Fox logo')).toBe('fox')
})

test.each([
  ['um mapa de Portugal', 'map of portugal'],
  ['un niño jugando al fútbol', 'boy; soccer playedBy boy'],
  ['um cachorro correndo atrás de uma bola', 'dog; ball chasedBy dog'],
  ['deux bateaux à voile sur la mer au coucher du soleil', '2 sailboat'],
  ['drei Äpfel in einer Schale', '3 apple in bowl; bowl'],
  ['桌子上有两个红苹果', '2 apple on table; table'],
  ['青い車が三台', '3 car'],
  ['犬が二匹走っている', '2 dog'],
  ['赤い傘を持っている女の子', 'girl; umbrella heldBy girl'],
  ['رجل يركب حصانا', 'man ridingOn horse; horse'],
  ['красный трактор в поле', 'tractor'],
  ['мальчик играет с собакой', 'boy; dog playedWithBy boy'],
  ['мальчик играет с собаками', 'boy; 3 dog playedWithBy boy'],
  ['eine Frau trägt einen großen Hut', 'woman; hat wornBy woman'],
  ['une fille qui porte un panier', 'girl; basket heldBy girl'],
  ['ein Junge fährt mit dem Fahrrad', 'boy ridingOn bicycle; bicycle'],
  ['Tauben und Hunde', '3 dove; 3 dog'],
  ['einen Löwen und ein Auto', 'lion; car'],
  ['due ragazzi', '2 boy'],
  ['gatti neri', '3 cat'],
  ['un livre sur une pile de livres', 'book on pile-of-books; pile of books'],
  ['ein Schneemann mit schwarzem Hut', 'snowman; hat wornBy snowman'],
  ['le chat', 'cat'],
  ['chat et souris', 'cat; mouse'],
  ['dessine-moi un mouton', 'sheep'],
  ['我想要一只狗', 'dog'],
  ['нарисуй кота', 'cat'],
  ['a close-up of a horse head', 'horse head'],
  ['an elephant balancing on a ball', 'elephant on ball; ball'],
  ['un gatto che beve latte', 'cat; milk eatenBy cat'],
])('is read in the words of many languages: %s', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
  expect(leftOut(sentence)).toEqual([])
})

test('words to write are found in other languages', () => {
  expect(planOf('logo con la palabra Aroma')).toBe('Aroma')
  expect(planOf('ein Schild mit der Aufschrift Willkommen')).toContain('Willkommen')
  expect(planOf('плакат с надписью Привет')).toContain('Привет')
})
