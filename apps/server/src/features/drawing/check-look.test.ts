import { afterAll, describe, expect, it } from 'vitest'
import { openPngRenderer } from '../../platform/png/index.ts'
import { checkLook } from './check-look.ts'
import { UnusablePictureError } from './drawing-errors.ts'
import { finishAnswer } from './finish-answer.ts'

const renderer = openPngRenderer()
afterAll(() => renderer[Symbol.asyncDispose]())

const problemOf = async (body: string, box = '0 0 256 256', renderPixels = renderer.renderPixels) => {
  const answer = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${body}</svg>`
  const finished = finishAnswer({
    answer,
    idPrefix: 'p-',
    findsFault: false,
    request: { style: 'flat', prompt: 'a picture' },
  })
  if (!finished.ok) throw new Error(finished.problem)
  if (!finished.toLookAt) return 'fine'
  return checkLook(renderPixels, finished.toLookAt).then(
    () => 'fine',
    (error: unknown) => {
      if (error instanceof UnusablePictureError) return error.message
      throw error
    },
  )
}

/** A house with a door and windows, 240 units wide. */
const house =
  '<path d="M20 120 128 20l108 100z" fill="#c33"/><rect x="40" y="120" width="176" height="120" fill="#fc9"/><rect x="110" y="170" width="40" height="70" fill="#633"/><circle cx="75" cy="160" r="18" fill="#9cf"/>'
const hills =
  '<rect width="256" height="256" fill="#9cf"/><circle cx="60" cy="60" r="30" fill="#fd0"/><ellipse cx="0" cy="330" rx="300" ry="160" fill="#4a4"/><ellipse cx="300" cy="360" rx="340" ry="180" fill="#282"/>'

describe('a picture', () => {
  it.each([
    ['in its canvas', house],
    ['of white on nothing', '<circle cx="128" cy="128" r="90" fill="#fff"/>'],
    ['of black on nothing', '<circle cx="128" cy="128" r="90"/>'],
    ['of a hairline', '<path d="M0 0 256 256" stroke="#333" stroke-width=".5"/>'],
    ['of a dot', '<circle cx="9" cy="9" r="4"/>'],
    ['of one colour from edge to edge, when it is one shape', '<rect width="256" height="256" fill="teal"/>'],
    ['whose ground and hills reach beyond its edges', hills],
    [
      'on a ground a hundred times as large',
      `<rect x="-12800" y="-12800" width="25600" height="25600" fill="#eee"/>${house}`,
    ],
    ['in percentages', '<rect x="10%" y="10%" width="80%" height="30%"/><circle cx="50%" cy="70%" r="10%"/>'],
    ['of text', '<text x="20" y="150" font-size="90" font-family="sans-serif">Hello</text>'],
  ])('%s is fine', async (_what, body) => {
    expect(await problemOf(body)).toBe('fine')
  })

  it('is usable in a canvas of any proportions and position', async () => {
    expect(await problemOf('<rect x="-490" y="-48" width="900" height="4"/>', '-500 -50 1000 10')).toBe(
      'fine',
    )
    expect(await problemOf('<rect x="0.1" y="0.1" width=".5" height=".7"/>', '0 0 1 1')).toBe('fine')
    expect(await problemOf('<rect width="4" height="400"/>', '0 0 8 500')).toBe('fine')
  })

  it.each([
    ['without paint', '<rect width="200" height="200" fill="none"/>'],
    ['with next to no opacity', '<rect width="200" height="200" opacity=".01"/>'],
    ['hidden', `<g visibility="hidden">${house}</g>`],
    [
      'behind a clip path that is elsewhere',
      `<clipPath id="c"><rect x="900" width="9" height="9"/></clipPath><g clip-path="url(#c)">${house}</g>`,
    ],
    ['behind an empty mask', `<mask id="m"/><g mask="url(#m)">${house}</g>`],
  ])('%s is blank', async (_what, body) => {
    expect(await problemOf(body)).toMatch(/blank: nothing in it can be seen/)
  })

  it.each([
    ['next to its canvas', '<circle cx="400" cy="128" r="60"/>', 'x 340 to 460 and y 68 to 188'],
    ['far away from its canvas', '<circle cx="90000" cy="128" r="60"/>', 'x 89940 to 90060 and y 68 to 188'],
  ])('%s is reported with its position', async (_what, body, where) => {
    const problem = await problemOf(body)
    expect(problem).toContain(
      'everything that it draws lies outside of its canvas: its viewBox is "0 0 256 256"',
    )
    expect(problem).toContain(where)
  })

  it('for a canvas three times as large is reported as mostly cut off', async () => {
    const problem = await problemOf(house, '0 0 80 80')
    expect(problem).toContain('most of what it draws is cut off')
    expect(problem).toContain(
      'its viewBox is "0 0 80 80", but its shapes reach from x 20 to 236 and y 20 to 240',
    )
  })

  it.each([
    [
      'white on white',
      '<rect width="256" height="256" fill="#fff"/><circle cx="128" cy="128" r="60" fill="#fefefe"/>',
    ],
    ['covered by its ground', `${house}<rect width="256" height="256" fill="navy"/>`],
    [
      'for a canvas so small that one shape fills it',
      '<rect width="256" height="256" fill="#9cf"/><circle cx="200" cy="200" r="30"/>',
    ],
  ])('%s is reported as one flat colour', async (what, body) => {
    const box = what.includes('so small') ? '0 0 16 16' : '0 0 256 256'
    expect(await problemOf(body, box)).toMatch(/flat colour|cut off/)
  })
})

describe('a picture that the policy accepts and the renderer cannot render', () => {
  const strain =
    '<filter id="f" x="0" y="0" width="1" height="1"><feMorphology operator="dilate" radius="30"/></filter>' +
    '<rect width="256" height="256" filter="url(#f)"/>'.repeat(20)

  it('is reported as too slow, while this process continues', async () => {
    const hasty = openPngRenderer({ timeoutMs: 1 })
    let turns = 0
    const clock = setInterval(() => {
      turns += 1
    }, 1)
    try {
      expect(await problemOf(strain, '0 0 256 256', hasty.renderPixels)).toMatch(/takes too long; use fewer/)
      expect(turns).toBeGreaterThan(0)
    } finally {
      clearInterval(clock)
      await hasty[Symbol.asyncDispose]()
    }
  })

  it('is reported as needing too much memory', async () => {
    const poor = openPngRenderer({ memoryBytesMax: 1 })
    try {
      expect(await problemOf(strain, '0 0 256 256', poor.renderPixels)).toMatch(
        /takes too much memory; use fewer/,
      )
    } finally {
      await poor[Symbol.asyncDispose]()
    }
  })

  it('is accepted when the renderer was too busy to render it', async () => {
    const closed = openPngRenderer()
    await closed[Symbol.asyncDispose]()
    expect(await problemOf('<rect fill="none" width="9" height="9"/>', '0 0 9 9', closed.renderPixels)).toBe(
      'fine',
    )
  })
})
