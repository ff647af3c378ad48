import { expect, it } from 'vitest'
import { describeReport, markWords } from './mark-words.ts'

const report = (leftOut: string[], changed: [string, string][] = []) => ({
  drawn: [],
  leftOut: leftOut.map((words) => ({ words, reason: 'unknown' as const })),
  changed: changed.map(([words, drawnAs]) => ({ words, drawnAs })),
})

/** Words that were left out are between minus signs, changed ones between tildes. */
const written = (sentence: string, ...what: Parameters<typeof report>) =>
  markWords(sentence, report(...what))
    .map(({ text, note, isLeftOut }) => (note === undefined ? text : isLeftOut ? `-${text}-` : `~${text}~`))
    .join('')

it.each([
  ['a cat', [], [], 'a cat'],
  ['A Glorfindel and a cat', ['glorfindel'], [], 'A -Glorfindel- and a cat'],
  ['glorfindel', ['glorfindel'], [], '-glorfindel-'],
  ['a scarf and a car', ['car'], [], 'a scarf and a -car-'],
  ['a red roof, red', ['red roof', 'red'], [], 'a -red roof-, -red-'],
  ['forty cats', [], [['forty cats', '30 cats']], '~forty cats~'],
  ['\u4e00\u53ea\u732b\u548c\u72d7', ['\u72d7'], [], '\u4e00\u53ea\u732b\u548c-\u72d7-'],
  ['ein Hund', ['dog'], [], 'ein Hund'],
  ['a cat', [''], [], 'a cat'],
] as [string, string[], [string, string][], string][])(
  '%s without %j, with %j',
  (sentence, leftOut, changed, marked) => {
    expect(written(sentence, leftOut, changed)).toBe(marked)
  },
)

it('describes what is marked', () => {
  expect(describeReport(report([]))).toBe('')
  expect(describeReport(report(['glorfindel', 'watercolour'], [['forty cats', '30 cats']]))).toBe(
    'left out \u201cglorfindel\u201d and \u201cwatercolour\u201d (not known); drew \u201cforty cats\u201d as 30 cats',
  )
})
