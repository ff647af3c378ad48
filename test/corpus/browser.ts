import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../harness/browser-path.ts'

/** How a page shows a picture. */
export type Showing = 'inline' | 'img' | 'object'

export interface ShownPicture {
  title: string
  svg: string
}

/** Forbidden behaviour of pictures. Empty if there was none. */
export interface Verdict {
  /** Scripts that ran, dialogs, errors of scripts, and navigations. */
  acts: string[]
  /** Requested URLs, except those of the pages and pictures. */
  requests: string[]
}

export interface BrowserJudge extends AsyncDisposable {
  /**
   * Shows the pictures in one page, sends their elements every event that could start a script, and records
   * what happens.
   */
  watchPage(showing: Showing, shownPictures: readonly ShownPicture[]): Promise<Verdict>
  /** Opens each picture as a document, one after the other. */
  watchDocuments(shownPictures: readonly ShownPicture[]): Promise<Verdict>
  /** A screenshot of the pictures in one page, with each picture's own box covered. */
  photographAround(showing: Showing, shownPictures: readonly ShownPicture[]): Promise<Buffer>
  /**
   * Ids of elements of the page that lookups by id or name no longer find when the pictures are inline before
   * them.
   */
  findShadowed(shownPictures: readonly ShownPicture[], ids: readonly string[]): Promise<string[]>
}

/** An empty picture, for a page without the content of pictures. */
export const EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'

export const summonBrowser = async (): Promise<BrowserJudge> => {
  const gallery = await openGallery()
  // The attackers' host names resolve to the test server, which counts requests; other names, of the
  // browser's own requests, do not resolve.
  const browser = await launchBrowser([
    `--host-resolver-rules=MAP evil.test 127.0.0.1:${gallery.port}, MAP *.evil.test 127.0.0.1:${gallery.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
  ])
  const context = await browser.newContext({ viewport: { width: COLUMNS * CELL, height: 600 } })
  return new ChromiumJudge(gallery, browser, context, await context.newPage())
}

const COLUMNS = 12
/** Sides of a picture's cell and box, in pixels; the space between them must stay white. */
const CELL = 80
const BOX = 40
const SETTLE_MS = 60

class ChromiumJudge implements BrowserJudge {
  readonly #gallery: Gallery
  readonly #browser: Browser
  readonly #context: BrowserContext
  readonly #page: Page
  #acts: string[] = []
  #requests: string[] = []

  constructor(gallery: Gallery, browser: Browser, context: BrowserContext, page: Page) {
    this.#gallery = gallery
    this.#browser = browser
    this.#context = context
    this.#page = page
    context.on('request', (request) => this.#noteRequest(request.url()))
    context.on('page', (opened) => this.#acts.push(`opened a window: ${opened.url()}`))
    page.on('dialog', (dialog) => {
      this.#acts.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => this.#acts.push(`error of a script: ${error.message}`))
    page.on('framenavigated', (frame) => {
      if (!this.#gallery.owns(frame.url()) && frame.url() !== 'about:blank') this.#acts.push(`went to ${frame.url()}`)
    })
  }

  async watchPage(showing: Showing, shownPictures: readonly ShownPicture[]): Promise<Verdict> {
    await this.#show(layOut(showing, this.#gallery.hang(shownPictures), ''))
    for (const frame of this.#page.frames()) await frame.evaluate(`(${provoke})()`).catch(() => undefined)
    return this.#verdict()
  }

  async watchDocuments(shownPictures: readonly ShownPicture[]): Promise<Verdict> {
    this.#forget()
    for (const { file } of this.#gallery.hang(shownPictures)) {
      await this.#page.goto(`${this.#gallery.url}/${file}`)
      await this.#page.evaluate(`(${provoke})()`)
    }
    return this.#verdict()
  }

  async photographAround(showing: Showing, shownPictures: readonly ShownPicture[]): Promise<Buffer> {
    await this.#show(layOut(showing, this.#gallery.hang(shownPictures), '<i class="cover"></i>'))
    return this.#page.screenshot({ fullPage: true, animations: 'allow' })
  }

  async findShadowed(shownPictures: readonly ShownPicture[], ids: readonly string[]): Promise<string[]> {
    const own = ids.map((id) => `<b id="${id}" class="own"></b>`).join('')
    await this.#show(`${layOut('inline', this.#gallery.hang(shownPictures), '')}${own}`)
    return this.#page.evaluate(
      `[...document.querySelectorAll('.own')].map(({ id }) => id).filter((id) => !document.getElementById(id).classList.contains('own') || (id in window && window[id] instanceof Node && !window[id].classList.contains('own')) || window[id] instanceof HTMLCollection)`,
    ) as Promise<string[]>
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close()
    await this.#browser.close()
    await this.#gallery.close()
  }

  async #show(body: string): Promise<void> {
    this.#forget()
    await this.#page.goto(`${this.#gallery.url}/${this.#gallery.publish(`<!doctype html><title>gallery</title><style>${PAGE_STYLE}</style><body>${body}`)}`)
  }

  /**
   * Waits for timers and late loads, inside the page, so that all earlier events have been handled.
   */
  async #verdict(): Promise<Verdict> {
    await this.#page.evaluate(`new Promise((resolve) => setTimeout(resolve, ${SETTLE_MS}))`)
    return { acts: this.#acts, requests: [...this.#requests, ...this.#gallery.takeStrayRequests()] }
  }

  #forget(): void {
    this.#acts = []
    this.#requests = []
    this.#gallery.takeStrayRequests()
  }

  #noteRequest(url: string): void {
    if (!this.#gallery.owns(url)) this.#requests.push(url)
  }
}

const PAGE_STYLE = `body { margin: 0; display: grid; grid-template-columns: repeat(${COLUMNS}, ${CELL}px); grid-auto-rows: ${CELL}px }
.cell { position: relative; padding: ${(CELL - BOX) / 2}px; box-sizing: border-box; font: 10px sans-serif; height: ${CELL}px }
.cell > svg, .cell > img, .cell > object { display: block; width: ${BOX}px; height: ${BOX}px }
.cover { position: absolute; z-index: 2147483647; inset: ${(CELL - BOX) / 2}px; background: #888 }
.own { display: none }`

const layOut = (showing: Showing, hung: readonly Hung[], cover: string): string =>
  hung.map(({ svg, file }) => `<div class="cell">${frame(showing, svg, file)}${cover}</div>`).join('')

const frame = (showing: Showing, svg: string, file: string): string => {
  if (showing === 'inline') return svg
  return showing === 'img' ? `<img src="/${file}">` : `<object type="image/svg+xml" data="/${file}"></object>`
}

/** Runs in the page: the events that a visitor's mouse and keyboard can cause. */
const provoke = `function provoke() {
  const names = ['load', 'error', 'begin', 'end', 'repeat', 'focus', 'focusin', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'pointerdown', 'pointerover', 'click', 'dblclick', 'wheel', 'keydown', 'animationstart', 'transitionend', 'toggle']
  for (const element of document.querySelectorAll('svg, svg *'))
    for (const name of names) element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, view: window }))
}`

type Hung = { svg: string; file: string }

interface Gallery {
  port: number
  url: string
  /** Makes pictures available as files. */
  hang(shownPictures: readonly ShownPicture[]): Hung[]
  /** Makes a page available. */
  publish(html: string): string
  owns(url: string): boolean
  /** Unknown requests: by plain HTTP, or with the first bytes of any other protocol. */
  takeStrayRequests(): string[]
  close(): Promise<void>
}

const openGallery = async (): Promise<Gallery> => {
  const files = new Map<string, { type: string; text: string }>()
  let stray: string[] = []
  const server: Server = createServer((req, res) => {
    const file = req.headers.host === new URL(url).host ? files.get(req.url ?? '') : undefined
    if (!file && req.url !== '/favicon.ico') stray.push(`${req.headers.host}${req.url}`)
    res.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain', 'cache-control': 'no-store' })
    res.end(file?.text)
  })
  // A TLS handshake is not answered here, but it counts as a request.
  server.on('clientError', (_error, socket) => {
    stray.push('a connection that does not speak HTTP')
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const add = (extension: string, type: string, text: string): string => {
    const path = `/${files.size}.${extension}`
    files.set(path, { type, text })
    return path.slice(1)
  }
  return {
    port,
    url,
    hang: (shownPictures) => shownPictures.map(({ svg }) => ({ svg, file: add('svg', 'image/svg+xml', svg) })),
    publish: (html) => add('html', 'text/html; charset=utf-8', html),
    owns: (address) => address === `${url}/favicon.ico` || (address.startsWith(url) && files.has(address.slice(url.length).replace(/#.*$/, ''))),
    takeStrayRequests: () => {
      const taken = stray
      stray = []
      return taken
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
