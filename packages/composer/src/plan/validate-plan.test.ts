import { expect, test } from 'vitest'
import { validatePlan } from './validate-plan.ts'

const plan = {
  version: 1,
  seed: 7,
  style: 'flat',
  canvas: { width: 256, height: 256 },
  background: { scene: 'street', light: 'sunset' },
  palette: ['#264653', 'red'],
  sticker: true,
  without: ['clouds'],
  things: [
    { id: 'bicycle', concept: 'bicycle', colours: { frame: 'red' }, size: 'hero', place: { at: 'ground' } },
    { id: 'woman', concept: 'woman', pose: 'riding', place: { ridingOn: 'bicycle' }, facing: 'right' },
    { id: 'trees', concept: 'tree', count: 3, place: { behind: 'bicycle' } },
    { id: 'sign', text: 'Bean & Co', mood: 'vintage', frame: 'sign', place: { above: 'bicycle' } },
    { id: 'chart', chart: 'bars', values: [3, 5, 8], place: { at: 'top-right' } },
    { id: 'shape', shape: 'hexagon', box: { x: 20, y: 20, width: 40, height: 40 }, texture: 'wood' },
    { id: 'flow', diagram: 'flowchart', labels: ['Start', 'Done'] },
    { id: 'round', text: 'Camp', frame: 'badge', arc: true },
    { id: 'cat', concept: 'cat', place: { between: ['woman', 'trees'] } },
    { id: 'dog', concept: 'dog', pose: 'sleeping', place: { ledBy: 'woman' } },
    { id: 'dot', shape: 'circle', place: { on: 'sign' }, point: { x: 0.5, y: 1 } },
  ],
}

test('a plan with every kind of thing is valid', () => {
  expect(validatePlan(plan)).toEqual({ ok: true, plan })
})

test('every fault is reported with its path', () => {
  const result = validatePlan({
    ...plan,
    version: 2,
    style: 'oil',
    canvas: { width: 5000, height: 100 },
    background: 'plaid',
    mood: 'happy',
    without: 'clouds',
    things: [
      { id: 'a', concept: 'cat', shape: 'circle' },
      { id: 'a', concept: 'dog', count: 99, place: { on: 'nobody' } },
      { id: 'B', concept: 'cow', place: { on: 'a', under: 'a' } },
      { id: 'c', chart: 'bars', values: [1, 'two'] },
      { id: 'd', concept: 'car', colours: { all: 'blurple' }, place: { on: 'd' } },
      'tree',
      { id: 'e', concept: 'cat', place: { on: 'a' }, point: { x: 2, y: 0.5, z: 1 } },
    ],
  })
  expect(result.ok).toBe(false)
  expect(result.ok ? [] : result.faults.map(({ path }) => path)).toEqual([
    'mood',
    'version',
    'style',
    'canvas.width',
    'background',
    'without',
    'things[1].id',
    'things[2].id',
    'things[5].id',
    'things[0]',
    'things[1].count',
    'things[1].place.on',
    'things[2].place',
    'things[3].values[1]',
    'things[4].colours.all',
    'things[4].place.on',
    'things[5]',
    'things[6].point.z',
    'things[6].point.x',
  ])
})

test.each([null, [], 'plan', 7])('%j is not a plan', (document) => {
  expect(validatePlan(document)).toEqual({ ok: false, faults: [{ path: '', problem: 'must be an object' }] })
})
