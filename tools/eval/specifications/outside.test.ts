import { describe, expect, test } from 'vitest'
import { drawingStyleNames, type ScenePlan } from '../../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../../packages/composer/src/open-composer.ts'
import { countShapesOutside } from './outside.ts'

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">${content}</svg>`

describe('shapes outside the canvas', () => {
  test('are counted by their boxes, unless they are clipped', () => {
    const crossing = '<g transform="translate(60 0)"><rect y="40" width="50" height="9"/></g>'
    const outside = '<circle cx="-20" cy="9" r="9"/>'
    expect(countShapesOutside(svg(`<rect width="99" height="100"/>${crossing}${outside}`))).toEqual({
      wholly: 1,
      partly: 1,
    })
    const clip = '<clipPath id="c"><rect width="100" height="100"/></clipPath>'
    const clipped = `${clip}<g clip-path="url(#c)">${crossing}</g>`
    expect(countShapesOutside(svg(clipped))).toEqual({ wholly: 0, partly: 0 })
  })

  test('are not where things are joined, in the air, in other things or on maps', async () => {
    const composer = await openComposer()
    const sentences = [
      'a boy flying a kite',
      'two girls walking three dogs',
      'a man fishing',
      'a horse pulling a cart',
      'a cat sleeping on a sofa',
      'a dog jumping',
      'a penguin swimming',
      'six roses in a vase',
      'a map of Chile with a pin on Santiago',
    ]
    for (const [at, sentence] of sentences.entries())
      for (const [width, height] of [
        [256, 256],
        [800, 300],
        [300, 800],
      ] as const) {
        const style = drawingStyleNames[at % drawingStyleNames.length] ?? 'flat'
        const composed = composeSentence(composer, sentence, { style, seed: at, width, height })
        const drawn = composed.kind === 'picture' ? composed.pieces.join('') : ''
        expect(countShapesOutside(drawn), `${sentence} ${width}`).toEqual({ wholly: 0, partly: 0 })
      }
  })

  test.each(drawingStyleNames)('are not in scenes in %s, square or wide', async (style) => {
    const composer = await openComposer()
    for (const scene of ['city', 'forest', 'mountains', 'beach', 'underwater', 'space', 'room'] as const)
      for (const canvas of [
        { width: 256, height: 256 },
        { width: 800, height: 300 },
      ]) {
        const plan: ScenePlan = {
          version: 1,
          seed: 3,
          style,
          canvas,
          background: { scene, weather: 'rain' },
          things: [{ id: 'cat', concept: 'cat', count: 2 }],
        }
        const drawn = composer.drawPlan(plan).pieces.join('')
        expect(countShapesOutside(drawn), `${scene} ${canvas.width}`).toEqual({ wholly: 0, partly: 0 })
      }
  })
})
