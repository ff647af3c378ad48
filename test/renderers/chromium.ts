import type { Page } from 'playwright-core'
import { launchBrowser } from '../harness/browser-path.ts'
import { openPictureServer } from './picture-server.ts'
import type { Pixels } from './pixels.ts'
import { readPng } from './read-png.ts'

export type Sizing = { sideMax: number } | { side: number } | { width: number; height: number }

export type ImageRequest = {
  svg: string
  /**
   * `sideMax`: the natural size, reduced to this longer side; `side`: scaled to this longer side; or both
   * sides.
   */
  sizing: Sizing
}

/** `natural`: the size in CSS pixels that the browser gives the picture in an `img`. */
export type ImageResult =
  | { ok: true; pixels: Pixels; natural: { width: number; height: number } }
  | { ok: false; reason: string }

export type InlinePicture = { svg: string; width: number; height: number }

export type ChromiumRenderer = AsyncDisposable & {
  /** Draws pictures in `img` elements, all in one call of the page. One that fails has the reason. */
  renderImages(requests: readonly ImageRequest[]): Promise<ImageResult[]>
  /**
   * Removes from sources what docs/svg-policy.md says is dropped, so that the rest must look the same; see
   * `page-script.ts`.
   */
  stripDropped(sources: readonly string[]): Promise<string[]>
  /**
   * Draws pictures inline in a page, each in its own size in pixels. Only for sanitised pictures, because
   * scripts would run.
   */
  renderInline(pictures: readonly InlinePicture[]): Promise<Pixels[]>
}

const batchTimeoutMs = 60_000

/** Starts a separate browser with one page. */
export async function openChromiumRenderer(): Promise<ChromiumRenderer> {
  const server = await openPictureServer()
  const browser = await launchBrowser()
  let page: Page | undefined
  const openPage = async () => {
    const opened = await browser.newPage({ viewport: { width: 1_024, height: 600 } })
    await opened.goto(server.url)
    return opened
  }

  /** A page that does not answer in time is closed, and the next call opens another. */
  async function callPage<Answer>(call: string): Promise<Answer> {
    page ??= await openPage()
    const current = page
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the page took too long')), batchTimeoutMs)
    })
    try {
      return (await Promise.race([current.evaluate(call), late])) as Answer
    } catch (error) {
      page = undefined
      await current.close()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  const renderer: ChromiumRenderer = {
    async renderImages(requests) {
      const ids = requests.map(({ svg }) => server.addPicture(svg))
      const orders = requests.map(({ sizing }, index) => ({ id: ids[index], sizing }))
      try {
        await callPage(`drawAll(${JSON.stringify(orders)})`)
        return ids.map((id) => server.takeResult(id))
      } catch (error) {
        // Repeats one by one to find the faulty picture.
        const { length } = requests
        const reason = error instanceof Error ? error.message : String(error)
        if (length <= 1) return requests.map(() => ({ ok: false, reason }))
        const middle = Math.ceil(length / 2)
        const first = await renderer.renderImages(requests.slice(0, middle))
        return [...first, ...(await renderer.renderImages(requests.slice(middle)))]
      } finally {
        server.forget(ids)
      }
    },
    async stripDropped(sources) {
      const ids = sources.map((source) => server.addPicture(source))
      try {
        return await callPage(`stripAll(${JSON.stringify(ids)})`)
      } finally {
        server.forget(ids)
      }
    },
    async renderInline(pictures) {
      const width = Math.max(...pictures.map((picture) => picture.width))
      const inlinePage = await browser.newPage({ viewport: { width, height: 600 } })
      try {
        await inlinePage.setContent(inlineDocument(pictures))
        const all = readPng(await inlinePage.screenshot({ fullPage: true, omitBackground: true }))
        let top = 0
        return pictures.map((picture) => {
          const pixels = cut(all, top, picture)
          top += picture.height
          return pixels
        })
      } finally {
        await inlinePage.close()
      }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server[Symbol.asyncDispose]()
    },
  }
  return renderer
}

/** One below the other, with black as `currentColor`, as in an `img`. */
function inlineDocument(pictures: readonly InlinePicture[]): string {
  const boxes = pictures.map(
    ({ svg, width, height }) => `<div style="width:${width}px;height:${height}px">${svg}</div>`,
  )
  return `<!doctype html><style>body{margin:0}div{overflow:hidden;color:#000}div>svg{display:block;width:100%;height:100%}</style>${boxes.join('')}`
}

function cut(all: Pixels, top: number, { width, height }: InlinePicture): Pixels {
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    const start = (top + y) * all.width * 4
    rgba.set(all.rgba.subarray(start, start + width * 4), y * width * 4)
  }
  return { width, height, rgba }
}
