import { expect, test } from 'vitest'
import { openComposer } from '../open-composer.ts'
import { nameOf } from '../plan/scene-plan.ts'

const composer = await openComposer()

function planOf(sentence: string): string {
  const reading = composer.readSentence(sentence, { style: 'flat' })
  if (reading.kind === 'not_understood') return '-'
  return reading.plan.things
    .map((thing) =>
      [
        thing.count ?? '',
        thing.colours?.all ?? '',
        nameOf(thing),
        ...Object.entries(thing.place ?? {}).flat(),
      ]
        .filter((part) => part !== '')
        .join(' '),
    )
    .join('; ')
}

test.each([
  ['ein roter Fuchs unter einem Baum', 'red fox under tree; tree'],
  ['ein alter Leuchtturm', 'lighthouse'],
  ['drei blaue Vögel', '3 blue bird'],
  ["une pomme verte à gauche d'un citron", 'green apple leftOf lemon; lemon'],
  ['trois chats noirs', '3 black cat'],
  ['una vaca al lado de un árbol', 'cow beside tree; tree'],
  ['due gatti neri', '2 black cat'],
  ['um pássaro azul em cima da casa', 'blue bird on house; house'],
  ['зелёное яблоко рядом с лимоном', 'green apple beside lemon; lemon'],
  ['собака под столом', 'dog under table; table'],
  ['一只蓝色的鸟在房子上', 'blue bird on house; house'],
  ['桌子下面的狗', 'dog under table; table'],
  ['テーブルの下の犬', 'dog under table; table'],
  ['家の上に青い鳥がいる', 'blue bird on house; house'],
  ['أرنبان أبيضان', '2 white rabbit'],
  ['كلب تحت الطاولة', 'dog under table; table'],
])('%s is understood in its own order', (sentence, plan) => {
  expect(planOf(sentence)).toBe(plan)
})

test('English with words that other languages share stays English', () => {
  expect(planOf('a red rose on a table')).toBe('red rose on table; table')
  expect(planOf('an orange cat')).toBe('orange cat')
  expect(planOf('a garden')).toBe('')
})

test('where several languages know as much, the first counts', () => {
  expect(planOf('burro')).toBe('donkey')
  expect(planOf('maleta')).toBe('suitcase')
})
