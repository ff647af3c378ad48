import type { Preview } from '@chatsvg/svg'
import { afterAll, describe, expect, it } from 'vitest'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { ModelError, type PictureReading, type SvgModel, type SvgRequest } from '../../models/index.ts'
import { openPngRenderer } from '../../platform/png/index.ts'
import { besideModule, openThreadPool } from '../../platform/threads/index.ts'
import { drawPicture, type PictureToDraw } from './draw-picture.ts'
import { UnusablePictureError } from './drawing-errors.ts'

const { renderPixels, [Symbol.asyncDispose]: closeRenderer } = openPngRenderer()
const threads = openThreadPool({ threadsMax: 1 })
afterAll(async () => {
  await closeRenderer()
  await threads[Symbol.asyncDispose]()
})

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${body}</svg>`
const good = svg('<circle cx="128" cy="128" r="90" fill="#369"/>')
const outside = svg('<circle cx="528" cy="128" r="90" fill="#369"/>')
const job = {
  options: null,
  id: '01938f6e-0000-7000-8000-000000000001',
  prompt: 'a circle',
  style: 'flat',
  seed: 1,
}
const viewers = (isPresent: boolean) => ({ isPresent: () => isPresent, [Symbol.dispose]() {} })
const listener = {
  followViewers: (_onArrival: () => void) => viewers(true),
  onReading: (_reading: PictureReading): void => {},
  onProgress: (_percent: number) => {},
  onPreview: (_preview: Preview) => {},
  onRepair: (): void => {},
  onPreviewFault: () => {},
  onUsage: () => {},
}

/** A model that returns these answers in order, or fails, and records its requests. */
function answering(
  canRepair: boolean,
  ...answers: (string | Error)[]
): { model: SvgModel; asked: SvgRequest[] } {
  const asked: SvgRequest[] = []
  return {
    asked,
    model: {
      id: 'answering',
      name: 'Answering',
      provider: 'test',
      canRepair,
      isPriced: false,
      proposeChange: async () => ({ edits: [] }),
      async *streamSvg(request: SvgRequest) {
        asked.push(request)
        const answer = answers[asked.length - 1] ?? ''
        if (answer instanceof Error) throw answer
        yield answer
      },
    },
  }
}

const draw = (model: SvgModel, told = listener) =>
  drawPicture({ model, runTask: threads.run, renderPixels }, job, told, new AbortController().signal)

describe('a picture that cannot be seen', () => {
  it('goes back to its model once, with its position and the canvas', async () => {
    const { model, asked } = answering(true, outside, good)
    expect(await draw(model)).toContain('<circle')
    expect(asked).toHaveLength(2)
    expect(asked[1]?.repair).toMatchObject({
      answer: outside,
      problem: expect.stringContaining(
        'its viewBox is "0 0 256 256", but its shapes reach from x 438 to 618',
      ),
    })
  })

  it('fails the attempt when the second one cannot be seen either, and at once for a model that cannot repair', async () => {
    const stubborn = answering(true, outside, outside)
    await expect(draw(stubborn.model)).rejects.toThrow(UnusablePictureError)
    expect(stubborn.asked).toHaveLength(2)
    const rigid = answering(false, outside)
    await expect(draw(rigid.model)).rejects.toThrow(UnusablePictureError)
    expect(rigid.asked).toHaveLength(1)
  })
})

describe('an answer that the model computes', () => {
  const readings: PictureReading[] = []
  const told = { ...listener, onReading: (reading: PictureReading) => void readings.push(reading) }
  const computing = (name: string): SvgModel => ({
    ...answering(false).model,
    answerTask: ({ prompt }) => ({
      module: besideModule(import.meta.url, '../../../../../test/threads/tasks'),
      name,
      input: { prompt },
    }),
  })

  it('is computed and finished in one thread, and what was read is told', async () => {
    readings.length = 0
    expect(await draw(computing('computePicture'), told)).toContain('<title>a circle</title>')
    expect(readings).toMatchObject([{ report: { drawn: ['a circle'] } }])
  })

  it('that understands nothing is the failure of a model, after what was left out was told', async () => {
    readings.length = 0
    await expect(draw(computing('understandNothing'), told)).rejects.toMatchObject({ kind: 'not_understood' })
    expect(readings).toMatchObject([{ report: { drawn: [] } }])
  })

  it('that shows nothing is refused', async () => {
    await expect(draw(computing('computeNothing'), told)).rejects.toThrow(UnusablePictureError)
  })
})

describe('a picture that breaks its style', () => {
  const withGradient = svg(
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#111"/><stop offset="1" stop-color="#eee"/></linearGradient></defs><circle cx="128" cy="128" r="90" fill="url(#g)"/>',
  )

  it('goes back to its model once, with the fault, and the repaired picture is taken', async () => {
    const { model, asked } = answering(true, withGradient, good)
    expect(await draw(model)).not.toContain('linearGradient')
    expect(asked[1]?.repair?.problem).toContain('The style "flat" has no gradients')
    expect(asked).toHaveLength(2)
  })

  it('is reported as being corrected before the second answer begins', async () => {
    const { model, asked } = answering(true, withGradient, good)
    const requestsAtRepair: number[] = []
    await draw(model, { ...listener, onRepair: () => requestsAtRepair.push(asked.length) })
    expect(requestsAtRepair).toEqual([1])
  })

  it.each([
    ['cannot be used', '<svg'],
    ['breaks the style as well', withGradient.replace('#eee', '#ccc')],
    ['never comes', new ModelError('rate_limited')],
  ])('is kept when the second one %s', async (_what, second) => {
    const { model, asked } = answering(true, withGradient, second)
    expect(await draw(model)).toContain('#eee')
    expect(asked).toHaveLength(2)
  })

  it('is kept as it is when its model cannot repair', async () => {
    const { model, asked } = answering(false, withGradient)
    expect(await draw(model)).toContain('linearGradient')
    expect(asked).toHaveLength(1)
  })
})

it('a visible picture that keeps its style takes one request', async () => {
  const { model, asked } = answering(true, good)
  expect(await draw(model)).toContain('<circle')
  expect(asked).toHaveLength(1)
})

describe('the ids of pictures', () => {
  const other = { ...job, id: '01938f6e-0000-7000-8000-000000000002' }
  const clipped = (name: string) =>
    svg(
      `<clipPath id="${name}"><rect width="200" height="200"/></clipPath><g clip-path="url(#${name})"><circle id="disc" cx="128" cy="128" r="90" fill="#369"/></g>`,
    )
  const idsOf = (picture: string) => [...picture.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id)
  /** The model ends after its answer has been shown. */
  const drawFor = async (owner: PictureToDraw, answer: string) => {
    let show = (_preview: string) => {}
    const shown = new Promise<string>((resolve) => {
      show = resolve
    })
    const model: SvgModel = {
      ...answering(false).model,
      async *streamSvg() {
        yield answer
        await shown
      },
    }
    const picture = await drawPicture(
      { model, runTask: threads.run, renderPixels },
      owner,
      { ...listener, onPreview: (preview) => show(preview.svg) },
      new AbortController().signal,
    )
    return { picture, preview: await shown }
  }

  it('depend only on their job, whatever the answers call them', async () => {
    const first = (await drawFor(job, clipped('a'))).picture
    const second = (await drawFor(other, clipped('a'))).picture
    const [stolen = ''] = idsOf(first)
    // The author has seen an id in the gallery and asks for it.
    const third = (await drawFor(other, clipped(stolen))).picture
    for (const ids of [idsOf(second), idsOf(third)]) {
      expect(ids).toHaveLength(2)
      expect(ids.filter((id) => idsOf(first).includes(id))).toEqual([])
    }
    for (const picture of [first, second, third])
      expect(picture).toContain(`clip-path="url(#${idsOf(picture)[0]})"`)
  })

  it('and the size are the same in previews, in the finished picture and in a second attempt', async () => {
    const { picture, preview } = await drawFor(job, clipped('a'))
    expect(preview).toBe(picture.replace(' role="img"><title>a circle</title>', '>'))
    expect(picture).toContain('width="256" height="256"')
    expect((await drawFor(job, clipped('a'))).picture).toBe(picture)
  })
})

describe('previews', () => {
  const half =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle cx="128" cy="128" r="90" fill="#369"/>'

  /** A model that has sent half of its answer, and sends the rest when the test says so. */
  function openHalfDrawn(isPresent: () => boolean) {
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    let arrive = () => {}
    const shown: string[] = []
    const progress: number[] = []
    const model: SvgModel = {
      ...answering(false).model,
      async *streamSvg() {
        yield half
        await finished
        yield '</svg>'
      },
    }
    const drawn = draw(model, {
      ...listener,
      onProgress: (percent: number) => void progress.push(percent),
      onPreview: (preview: Preview) => void shown.push(preview.svg),
      followViewers: (onArrival: () => void) => {
        arrive = onArrival
        return { isPresent, [Symbol.dispose]() {} }
      },
    })
    return { drawn, shown, progress, finish: () => finish(), arrive: () => arrive() }
  }

  it('are made only for followers, and a follower who arrives later gets the current one', async () => {
    let isPresent = false
    const { drawn, shown, progress, finish, arrive } = openHalfDrawn(() => isPresent)
    await waitFor('the first text to be noticed', () => progress.length > 0)
    expect(shown).toEqual([])
    isPresent = true
    arrive()
    await waitFor('the preview', () => shown.length === 1)
    expect(shown[0]).toContain('<circle')
    finish()
    await drawn
  })

  it('are sent again for a follower who arrives after the last one', async () => {
    const { drawn, shown, finish, arrive } = openHalfDrawn(() => true)
    await waitFor('the preview', () => shown.length === 1)
    arrive()
    await waitFor('the same preview again', () => shown.length === 2)
    expect(shown[1]).toBe(shown[0])
    finish()
    await drawn
  })
})
