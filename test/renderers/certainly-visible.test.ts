import { readdirSync, readFileSync } from 'node:fs'
import { isCertainlyVisible, type SanitizedSvg, sanitizeSvg, showSurroundings } from '@chatsvg/svg'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLook } from '../../apps/server/src/features/drawing/check-look.ts'
import { surroundingsFactor } from '../../apps/server/src/features/drawing/look.ts'
import { openPngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { drawPictures } from '../../tools/seed/draw-pictures.ts'
import { readAttacks } from '../corpus/read-attacks.ts'
import { writeRandomPictures } from './random-pictures.ts'

const renderer = openPngRenderer({ waitingMax: 1, timeoutMs: 20_000 })
afterAll(() => renderer[Symbol.asyncDispose]())

type Sanitised = Extract<SanitizedSvg, { ok: true }>

const isCertain = ({ picture, viewBox, shapes }: Sanitised) => isCertainlyVisible(picture, viewBox, shapes)

/** What is wrong according to the rendering; null when the picture shows something. */
function findProblem({ picture, viewBox, shapes }: Sanitised): Promise<string | null> {
  const surroundings = showSurroundings(picture, viewBox, surroundingsFactor)
  return checkLook(renderer.renderPixels, { surroundings, viewBox, shapes }).then(
    () => null,
    (error: Error) => error.message,
  )
}

/** @returns the share of the pictures that need no rendering. */
async function expectAgreement(sources: Iterable<string> | AsyncIterable<string>): Promise<number> {
  let [all, certain] = [0, 0]
  for await (const source of sources) {
    const sanitised = sanitizeSvg(source, { idPrefix: 'p-' })
    if (!sanitised.ok) continue
    all += 1
    if (!isCertain(sanitised)) continue
    certain += 1
    expect(await findProblem(sanitised), source).toBeNull()
  }
  return certain / all
}

async function expectRefusal(source: string): Promise<void> {
  const sanitised = sanitizeSvg(source, { idPrefix: 'p-' })
  if (!sanitised.ok) throw new Error(`not a picture: ${source}`)
  expect(await findProblem(sanitised)).not.toBeNull()
  expect(isCertain(sanitised)).toBe(false)
}

const corpus = (folder: string): string[] => {
  const url = new URL(`../corpus/${folder}/`, import.meta.url)
  const files = readdirSync(url).filter((name) => name.endsWith('.svg'))
  return files.map((name) => readFileSync(new URL(name, url), 'utf8'))
}

describe('what is certainly visible without a rendering is never refused by it', () => {
  it('in the corpus', async () => {
    const sources = [...corpus('samples'), ...corpus('cases'), ...readAttacks().map(({ source }) => source)]
    expect(await expectAgreement(sources)).toBeGreaterThan(0.4)
  })

  it('in composed pictures of all styles, of which nearly all are certain', async () => {
    async function* composed() {
      for await (const { svg } of drawPictures(300, 7, AbortSignal.timeout(120_000))) yield svg
    }
    expect(await expectAgreement(composed())).toBeGreaterThan(0.85)
  })

  it('in random pictures of few shapes', async () => {
    expect(await expectAgreement(writeRandomPictures(2_000, 18))).toBeGreaterThan(0.1)
  })
})

const house =
  '<path d="M20 120 128 20l108 100z" fill="#c33"/><rect x="40" y="120" width="176" height="120" fill="#fc9"/>'
const ground = '<rect width="256" height="256" fill="#fff"/>'
const inCanvas = (body: string, box = '0 0 256 256') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${body}</svg>`

describe('a picture that shows nothing is not certain, and the rendering refuses it:', () => {
  it.each([
    ['white on white', `${ground}<circle cx="128" cy="128" r="60" fill="#fefefe"/>`],
    ['behind its ground', `${house}<rect width="256" height="256" fill="navy"/>`],
    ['behind a path as large as the canvas', `${house}<path d="M-9-9h300v300H-9z"/>`],
    ['outside of its canvas', `<g transform="translate(300)">${house}</g>`],
    ['far outside of its canvas', `<g transform="translate(90000)">${house}</g>`],
    ['scaled to nothing', `<g transform="scale(0)">${house}</g>`],
    ['scaled to a line', `<g transform="scale(1 0)">${house}</g>`],
    ['without opacity', `<g opacity="0">${house}</g>`],
    ['nearly without opacity', `<g opacity=".02">${house}</g>`],
    ['with translucent fills', `<g fill-opacity=".01"><rect width="200" height="200"/></g>`],
    ['hidden', `<g visibility="hidden">${house}</g>`],
    ['without paint', '<g fill="none"><rect width="200" height="200"/></g>'],
    [
      'with a stroke without a width',
      '<rect width="90" height="90" fill="none" stroke="red" stroke-width="0"/>',
    ],
    ['a line with a fill', '<path d="M0 0 256 256" fill="red"/>'],
    ['a gap between two equal windings', '<path d="M9 9h99v99H9zM9 9h99v99H9z" fill-rule="evenodd"/>'],
    [
      'clipped by what is elsewhere',
      `<clipPath id="c"><rect x="900" width="9" height="9"/></clipPath><g clip-path="url(#c)">${house}</g>`,
    ],
    [
      'clipped by two rectangles that do not meet',
      `<clipPath id="c"><rect width="90" height="256"/></clipPath><clipPath id="d"><rect x="150" width="90" height="256"/></clipPath><g clip-path="url(#c)"><g clip-path="url(#d)">${house}</g></g>`,
    ],
    ['clipped by nothing', `<clipPath id="c"/><g clip-path="url(#c)">${house}</g>`],
    ['masked by nothing', `<mask id="m"/><g mask="url(#m)">${house}</g>`],
    ['masked by black', `<mask id="m"><rect width="256" height="256"/></mask><g mask="url(#m)">${house}</g>`],
    [
      'filtered to nothing',
      `<filter id="f"><feFlood flood-opacity="0"/></filter><g filter="url(#f)">${house}</g>`,
    ],
    [
      'with a gradient of transparent stops',
      '<linearGradient id="g"><stop stop-color="red" stop-opacity="0"/><stop offset="1" stop-color="red" stop-opacity=".01"/></linearGradient><rect width="256" height="256" fill="url(#g)"/>',
    ],
    [
      'with a gradient without stops',
      '<linearGradient id="g"/><rect width="256" height="256" fill="url(#g)"/>',
    ],
    [
      'with a gradient of white on white',
      `${ground}<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#fdfdfd"/></linearGradient><circle cx="99" cy="99" r="50" fill="url(#g)"/>`,
    ],
    ['in a nested svg that cuts it off', `<svg width="9" height="9" viewBox="900 0 9 9">${house}</svg>`],
    ['in definitions', `<defs>${house}</defs><use href="#nothing"/><path d="M0 0"/>`],
    ['used where it cannot be seen', `<defs><g id="h">${house}</g></defs><use href="#h" x="900"/>`],
    ['by a style sheet', `<style>path,rect{fill:none}</style>${house}`],
    ['by a style', `<g style="opacity:0">${house}</g>`],
  ])('%s', async (_what, body) => {
    await expectRefusal(inCanvas(body))
  })

  it.each([
    ['a huge canvas', house, '0 0 100000 100000'],
    ['a canvas far away', house, '1000000 1000000 256 256'],
    ['a canvas that shows a corner of it', house, '0 0 60 60'],
  ])('in %s', async (_what, body, box) => {
    await expectRefusal(inCanvas(body, box))
  })
})
