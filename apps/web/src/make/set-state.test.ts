import { expect, it } from 'vitest'
import { emptySet, findSetProblem, listPrompts, parseSet, picturesMax } from './set-state.ts'

it('each line with words is a picture', () => {
  expect(listPrompts('a house\n\n  a bell \n')).toEqual(['a house', 'a bell'])
  expect(findSetProblem('a house\n\n  a bell \n')).toBeUndefined()
})

it('a set says what has to change before it can be drawn', () => {
  expect(findSetProblem(' \n ')).toBe('Write one picture on each line.')
  expect(findSetProblem('a house\nox')).toContain('“ox” is too short')
  expect(findSetProblem(`a house\n${'a'.repeat(501)}`)).toContain('Line 2 is too long')
  const lines = Array.from({ length: picturesMax + 2 }, (_, at) => `number ${at}`).join('\n')
  expect(findSetProblem(lines)).toContain('2 lines are too many')
})

it('a stored set is read unchanged, and invalid data gives an empty set', () => {
  const set = { lines: 'a house\na bell', style: 'filled', palette: ['#112233'], strokeWidth: 12 } as const
  expect(parseSet(JSON.stringify(set))).toEqual(set)
  for (const nonsense of [null, '{', '7', '{"style":"plaid","palette":7}'])
    expect(parseSet(nonsense)).toEqual(emptySet)
})
