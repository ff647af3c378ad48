import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'
import { extractChart } from './extract-chart.ts'
import type { Request } from './request.ts'

function read(sentence: string) {
  const requests: Request[] = []
  const rest = extractChart(sentence, requests)
  return {
    rest: rest
      .replace(/[\ue000-\uf8ff]/gu, '#')
      .replace(/\s+/g, ' ')
      .trim(),
    requests,
  }
}

const fruit = { labels: ['apples', 'pears'], values: [3, 5] }

test.each([
  ['a bar chart with apples 3, pears 5', fruit],
  ['a bar chart with 3 apples, 5 pears', fruit],
  ['a bar chart with 3 apples and 5 pears', fruit],
  ['a bar chart with apples: 3, pears: 5', fruit],
  ['a bar chart with apples (3), pears (5)', fruit],
  ['a bar chart with apples = 3 and pears = 5', fruit],
  ['bar chart: apples 3; pears 5', fruit],
  ['a bar chart with apples 3.5, pears 5', { ...fruit, values: [3.5, 5] }],
  ['a bar chart with 1,000 cats and 2,500 dogs', { labels: ['cats', 'dogs'], values: [1000, 2500] }],
  ['pie chart: apples 40%, pears 60%', { ...fruit, values: [40, 60] }],
  ['pie chart of 40% apples and 60% pears', { ...fruit, values: [40, 60] }],
  ['ein Balkendiagramm mit Äpfeln 3,5 und Birnen 5', { labels: ['Äpfeln', 'Birnen'], values: [3.5, 5] }],
  ['un graphique à barres avec pommes 3, poires 5', { labels: ['pommes', 'poires'], values: [3, 5] }],
  ['un gráfico de barras con peras 5 y ciruelas 2', { labels: ['peras', 'ciruelas'], values: [5, 2] }],
  ['un grafico a torta con mele 30%, pere 70%', { labels: ['mele', 'pere'], values: [30, 70] }],
  ['um gráfico de pizza com maçãs 40%, peras 60%', { labels: ['maçãs', 'peras'], values: [40, 60] }],
  ['столбчатая диаграмма: яблоки 3, груши 5', { labels: ['яблоки', 'груши'], values: [3, 5] }],
  ['柱状图：苹果3，梨5，李子2', { labels: ['苹果', '梨', '李子'], values: [3, 5, 2] }],
  ['りんご3、梨5の棒グラフ', { labels: ['りんご', '梨'], values: [3, 5] }],
  ['مخطط دائري: تفاح 40%، كمثرى 60%', { labels: ['تفاح', 'كمثرى'], values: [40, 60] }],
])('%s: each number has its name', (sentence, data) => {
  expect(read(sentence).requests).toMatchObject([data])
})

test.each([
  ['a bar chart with values 3, 5 and 8', [3, 5, 8]],
  ['a bar chart of 3,5,8', [3, 5, 8]],
  ['line chart 1, 4, 2', [1, 4, 2]],
])('%s has numbers alone', (sentence, values) => {
  const [request] = read(sentence).requests
  expect(request).toMatchObject({ values })
  expect(request).not.toHaveProperty('labels')
})

test('the rest of the sentence is kept', () => {
  expect(read('a bar chart with 3 apples, 5 pears on a blue background').rest).toBe(
    'a # on a blue background',
  )
  expect(read('a bar chart of sales: Jan 10, Feb 20').rest).toBe('a # sales')
  expect(read('a bar chart')).toEqual({ rest: 'a bar chart', requests: [] })
})

const composer = await openComposer()

test('names are text under their bars; names that no font has are reported', () => {
  const draw = (sentence: string) => composeSentence(composer, sentence, { style: 'flat', seed: 1 })
  const paths = (sentence: string) => {
    const composed = draw(sentence)
    return composed.kind === 'picture' ? composed.pieces.join('').split('<path').length : 0
  }
  expect(paths('a bar chart with apples 3, pears 5') - paths('a bar chart with values 3, 5')).toBe(11)
  expect(draw('柱状图：苹果3，梨5').report.leftOut).toMatchObject([
    { words: '苹果', kind: 'text' },
    { words: '梨', kind: 'text' },
  ])
})

test('slices that are named by colours have these colours', () => {
  const composed = composeSentence(composer, 'a pie chart with 30% red and 70% blue', { style: 'flat' })
  expect(composed).toMatchObject({
    plan: { things: [{ values: [30, 70], colours: { all: ['red', 'blue'] } }] },
  })
})
