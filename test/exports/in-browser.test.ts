import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { animateSvg, type Motion, motions } from '@chatsvg/svg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conversion, convertPicture } from '../../apps/server/src/features/exports/convert-picture.ts'
import { openPngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { launchBrowser } from '../harness/browser-path.ts'
import { acrossRenderers, comparePixels } from '../renderers/compare-pixels.ts'
import type { Pixels } from '../renderers/pixels.ts'
import { readPng } from '../renderers/read-png.ts'
import { readPictures, type TestPicture } from './pictures.ts'

type PlainPicture = TestPicture & { plain: string; width: number; height: number }

const side = 256
const shareMax = 0.01
const origin = 'http://exports.test'
const require = createRequire(import.meta.url)
const pdfFolder = dirname(require.resolve('pdfjs-dist/package.json'))

/**
 * Pictures that resvg, which makes the plain form, and Chromium, which shows the picture, draw differently.
 */
const drawnOtherwise: Record<string, string> = {
  'filters.svg': 'kernels and noise are computed at another resolution',
  'paint-servers.svg': 'resvg has no fr for a gradient whose focus is not its centre',
  'shapes.svg': 'resvg has no pathLength for dashes of closed shapes',
  'text.svg': 'resvg has no small capitals',
}

const renderer = openPngRenderer({ timeoutMs: 20_000 })
afterAll(() => renderer[Symbol.asyncDispose]())
const pictures: PlainPicture[] = []
beforeAll(async () => {
  for (const picture of await readPictures()) {
    const plain = await renderer.renderPlain(picture.svg, {})
    const [, , w = 1, h = 1] = (/viewBox="([^"]*)"/.exec(plain)?.[1] ?? '').split(' ').map(Number)
    const scale = side / Math.max(w, h)
    pictures.push({ ...picture, plain, width: Math.round(w * scale), height: Math.round(h * scale) })
  }
})

async function convert(conversion: Conversion) {
  const converted = await convertPicture(conversion)
  if (!converted.ok) throw new Error('not converted')
  return converted
}

describe.runIf(canRunBrowser())('in Chromium', () => {
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launchBrowser()
    page = await browser.newPage({ viewport: { width: side, height: side } })
    await page.route(`${origin}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname
      if (path === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
      const body = await readFile(join(pdfFolder, path))
      return route.fulfill({ contentType: 'text/javascript', body })
    })
  })
  afterAll(() => browser.close())

  /** The upper left of the page, on white. */
  async function take({ width, height }: PlainPicture): Promise<Pixels> {
    return readPng(await page.screenshot({ clip: { x: 0, y: 0, width, height } }))
  }

  async function show(picture: PlainPicture, svg: string): Promise<Pixels> {
    const { width, height } = picture
    const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
    await page.setContent(
      `<!doctype html><body style="margin:0;background:#fff"><img src="${src}" style="display:block;width:${width}px;height:${height}px">`,
    )
    await page.evaluate('document.images[0].decode()')
    return take(picture)
  }

  const originals = new Map<string, Pixels>()

  /** The picture itself, as Chromium shows it. */
  async function showOriginal(picture: PlainPicture): Promise<Pixels> {
    const shown = originals.get(picture.name) ?? (await show(picture, picture.svg))
    originals.set(picture.name, shown)
    return shown
  }

  const shareOf = (one: Pixels, other: Pixels) => comparePixels(one, other, acrossRenderers).shareUnexplained

  it('a PDF shows the picture, and only parts with effects are images', async () => {
    const faults: unknown[] = []
    for (const picture of pictures) {
      const planned = await convert({ to: 'pdf plan', plain: picture.plain })
      if (!('plan' in planned)) throw new Error('no plan')
      const { plan } = planned
      if (!picture.plain.includes(' filter="')) expect(plan.parts).toEqual([])
      const images = await Promise.all(plan.parts.map(({ svg }) => renderer.render(svg, { size: 1_024 })))
      const made = await convert({ to: 'pdf', plan, images })
      if (!('content' in made)) throw new Error('no file')
      expect(Buffer.from(made.content).includes('/Subtype /Image')).toBe(plan.parts.length > 0)
      await page.goto(origin)
      await page.setContent('<!doctype html><body style="margin:0"><canvas style="display:block"></canvas>')
      const pages = await page.evaluate(`(async () => {
        const library = await import('${origin}/build/pdf.mjs')
        library.GlobalWorkerOptions.workerSrc = '${origin}/build/pdf.worker.mjs'
        const data = Uint8Array.from(atob('${Buffer.from(made.content).toString('base64')}'), (sign) => sign.charCodeAt(0))
        const file = await library.getDocument({ data }).promise
        const first = await file.getPage(1)
        const viewport = first.getViewport({ scale: ${picture.width} / first.getViewport({ scale: 1 }).width })
        const canvas = document.querySelector('canvas')
        canvas.width = ${picture.width}
        canvas.height = Math.round(viewport.height)
        await first.render({ canvas, viewport }).promise
        return file.numPages
      })()`)
      expect(pages).toBe(1)
      const drawn = await take(picture)
      if (made.leftOut.length > 0 || drawnOtherwise[picture.name] !== undefined) continue
      const share = shareOf(drawn, await showOriginal(picture))
      if (share > shareMax) faults.push({ name: picture.name, share })
    }
    expect(faults).toEqual([])
  }, 240_000)

  /** Every picture moves in two of the motions: in one that ends, and in one that repeats. */
  const picturesWith = (motion: Motion) => {
    const isFirst = motion === 'draw-in' || motion === 'bounce'
    return pictures.filter((_, at) => (at % 2 === 0) === isFirst)
  }

  /** The frame to compare: the last one of a motion that ends, the first one of a motion that repeats. */
  const isAtRest = (motion: Motion) => (motion === 'draw-in' || motion === 'fade' ? 'end' : 'start')

  it.each(motions)(
    'a Lottie animation with the motion %s shows the picture at rest, and moves',
    async (motion) => {
      const script = await readFile(require.resolve('lottie-web/build/player/lottie_svg.min.js'), 'utf8')
      const faults: unknown[] = []
      const still: string[] = []
      for (const picture of picturesWith(motion)) {
        const made = await convert({ to: 'lottie', plain: picture.plain, motion })
        if (!('content' in made)) throw new Error('no file')
        const { width, height } = picture
        await page.setContent(
          `<!doctype html><body style="margin:0;background:#fff"><div id="a" style="width:${width}px;height:${height}px"></div>`,
        )
        await page.addScriptTag({ content: script })
        // The page's globals stay when its content is replaced.
        await page.evaluate('window.player = undefined')
        const goTo = (share: number) =>
          page.evaluate(`(() => {
          window.player ??= lottie.loadAnimation({ container: document.getElementById('a'), renderer: 'svg', autoplay: false, loop: false, animationData: ${made.content} })
          player.goToAndStop(${share} * (player.totalFrames - 1), true)
        })()`)
        await goTo(isAtRest(motion) === 'end' ? 1 : 0)
        const rest = await take(picture)
        await goTo(motion === 'bounce' ? 0.5 : 0.3)
        if (shareOf(rest, await take(picture)) < 0.001) still.push(picture.name)
        if (made.leftOut.length > 0 || drawnOtherwise[picture.name] !== undefined) continue
        const share = shareOf(rest, await showOriginal(picture))
        if (share > shareMax) faults.push({ name: picture.name, share })
      }
      expect(faults).toEqual([])
      expect(still).toEqual([])
    },
    240_000,
  )

  /** Stops all animations of the page's SVG at a time. */
  const stopAt = (ms: number) =>
    page.evaluate(`for (const one of document.getAnimations()) { one.pause(); one.currentTime = ${ms} }`)

  it.each(motions)(
    'an animated SVG with the motion %s shows the picture at rest, and moves',
    async (motion) => {
      const faults: unknown[] = []
      const still: string[] = []
      for (const picture of picturesWith(motion)) {
        const { width, height, svg } = picture
        const animated = animateSvg(svg, { motion, prefix: 'm-' })
        const wanted = await showOriginal(picture)
        await page.setContent(
          `<!doctype html><body style="margin:0;background:#fff"><style>svg{display:block;width:${width}px;height:${height}px}</style>${animated}`,
        )
        // Animations that have ended are no longer listed.
        await stopAt(motion === 'bounce' ? 900 : 300)
        const moved = await take(picture)
        await stopAt(isAtRest(motion) === 'end' ? 60_000 : 0)
        const rest = await take(picture)
        if (shareOf(rest, moved) < 0.001) still.push(picture.name)
        // Chromium smooths the edges of moving elements a little more.
        const { shareUnexplained } = comparePixels(rest, wanted, { ...acrossRenderers, channelTolerance: 80 })
        if (shareUnexplained > shareMax) faults.push({ name: picture.name, shareUnexplained })
        await page.emulateMedia({ reducedMotion: 'reduce' })
        expect(await page.evaluate('document.getAnimations().length')).toBe(0)
        await page.emulateMedia({ reducedMotion: 'no-preference' })
      }
      expect(faults).toEqual([])
      expect(still).toEqual([])
    },
    240_000,
  )
})
