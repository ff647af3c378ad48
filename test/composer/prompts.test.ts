import { expect, test } from 'vitest'
import { composePicture } from '../../packages/composer/src/compose.ts'
import { openStudio } from '../../packages/composer/src/studio.ts'
import { judge, readExpectations, type Verdict } from './judge.ts'
import { promptLines } from './prompts.data.ts'

const studio = await openStudio()
const prompts = readExpectations(promptLines)

/** The share of pictures in which everything of one kind is right, and what is wrong in the others. */
function shareRight(kind: keyof Verdict, verdicts: readonly { prompt: string; verdict: Verdict }[]) {
  const wrong = verdicts.filter(({ verdict }) => verdict[kind].length > 0)
  return {
    share: 1 - wrong.length / verdicts.length,
    wrong: wrong.map(({ prompt, verdict }) => `${prompt}: ${verdict[kind].join('; ')}`),
  }
}

test.each(['flat', 'cartoon'] as const)('%s pictures show what some 200 common prompts ask for', (style) => {
  const verdicts = prompts.map((expected) => {
    const { reading, pieces } = composePicture(studio, { prompt: expected.prompt, style, seed: 1 })
    return { ...expected, verdict: judge(expected, reading, pieces.join(''), style) }
  })
  const coloured = verdicts.filter(({ things }) => things.some(({ colours }) => colours.length > 0))
  expect(verdicts.length).toBeGreaterThanOrEqual(200)
  expect(coloured.length).toBeGreaterThanOrEqual(80)
  for (const [kind, among, least] of [
    ['concept', verdicts, 0.97],
    ['count', verdicts, 0.97],
    ['colour', coloured, 0.95],
    ['relation', verdicts, 0.97],
    ['scene', verdicts, 0.97],
  ] as const) {
    const { share, wrong } = shareRight(kind, among)
    expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(least)
  }
})

test('the check finds a wrong object, a wrong count and a wrong colour', () => {
  const [asked] = readExpectations('three red balloons | 3 balloon #red')
  const drawn = composePicture(studio, { prompt: 'two blue cats', style: 'flat', seed: 1 })
  if (!asked) throw new Error('the expectation was not read')
  const verdict = judge(asked, drawn.reading, drawn.pieces.join(''), 'flat')
  expect(verdict.concept).toHaveLength(1)
  expect(verdict.count).toHaveLength(1)
  expect(verdict.colour).toHaveLength(1)
})
