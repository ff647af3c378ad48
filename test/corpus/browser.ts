import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../harness/browser-path.ts'

/** How a page shows a picture. */
export type Showing = 'inline' | 'img' | 'object'

export interface Exhibit {
  title: string
  svg: string
}

/** Forbidden effects of pictures; empty if there were none. */
export interface Verdict {
  /** Scripts that ran, dialogs, script errors, and navigations. */
  acts: string[]
  /** Requested URLs other than the pages and pictures themselves. */
  requests: string[]
}

export interface BrowserOracle extends AsyncDisposable {
  /**
   * Shows the pictures in one page, dispatches the events that could run a script, and records the effects.
   */
  watchPage(showing: Showing, exhibits: readonly Exhibit[]): Promise<Verdict>
  /** Opens each picture as a separate document. */
  watchDocuments(exhibits: readonly Exhibit[]): Promise<Verdict>
  /** A screenshot of the pictures in one page, in which a cover hides the box of each picture. */
  photographAround(showing: Showing, exhibits: readonly Exhibit[]): Promise<Buffer>
  /**
   * Ids of page elements that lookups by id or by name no longer find when the pictures are inline before
   * them.
   */
  findShadowed(exhibits: readonly Exhibit[], ids: readonly string[]): Promise<string[]>
}

/** An empty picture, for a screenshot of the page alone. */
export const EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>'

export const openBrowserOracle = async (): Promise<BrowserOracle> => {
  const gallery = await openGallery()
  // Host names of attacks resolve to the gallery, which records the requests. All other names, such as those
  // of the browser's own services, do not resolve.
  const browser = await launchBrowser([
    `--host-resolver-rules=MAP evil.test 127.0.0.1:${gallery.port}, MAP *.evil.test 127.0.0.1:${gallery.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
  ])
  const context = await browser.newContext({ viewport: { width: COLUMNS * CELL, height: 600 } })
  return new ChromiumOracle(gallery, browser, context, await context.newPage())
}

const COLUMNS = 12
/** Sides of the cell and of the box of a picture, in pixels. The area between them must stay white. */
const CELL = 80
const BOX = 40
const SETTLE_MS = 60

class ChromiumOracle implements BrowserOracle {
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

  async watchPage(showing: Showing, exhibits: readonly Exhibit[]): Promise<Verdict> {
    await this.#show(layOut(showing, this.#gallery.hang(exhibits), ''))
    for (const frame of this.#page.frames()) await frame.evaluate(`(${provoke})()`).catch(() => undefined)
    return this.#verdict()
  }

  async watchDocuments(exhibits: readonly Exhibit[]): Promise<Verdict> {
    this.#forget()
    for (const { file } of this.#gallery.hang(exhibits)) {
      await this.#page.goto(`${this.#gallery.url}/${file}`)
      await this.#page.evaluate(`(${provoke})()`)
    }
    return this.#verdict()
  }

  async photographAround(showing: Showing, exhibits: readonly Exhibit[]): Promise<Buffer> {
    await this.#show(layOut(showing, this.#gallery.hang(exhibits), '<i class="cover"></i>'))
    return this.#page.screenshot({ fullPage: true, animations: 'allow' })
  }

  async findShadowed(exhibits: readonly Exhibit[], ids: readonly string[]): Promise<string[]> {
    const own = ids.map((id) => `<b id="${id}" class="own"></b>`).join('')
    await this.#show(`${layOut('inline', this.#gallery.hang(exhibits), '')}${own}`)
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
   * Waits for timers and late loads. The wait runs in the page, after all events that were dispatched before.
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

/** Runs in the page: dispatches the events of a visitor's mouse and keyboard. */
const provoke = `function provoke() {
  const names = ['load', 'error', 'begin', 'end', 'repeat', 'focus', 'focusin', 'mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'pointerdown', 'pointerover', 'click', 'dblclick', 'wheel', 'keydown', 'animationstart', 'transitionend', 'toggle']
  for (const element of document.querySelectorAll('svg, svg *'))
    for (const name of names) element.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, view: window }))
}`

type Hung = { svg: string; file: string }

interface Gallery {
  port: number
  url: string
  /** Serves pictures as files. */
  hang(exhibits: readonly Exhibit[]): Hung[]
  /** Serves a page. */
  publish(html: string): string
  owns(url: string): boolean
  /** Requests for anything else: a URL for plain HTTP, the first bytes for other protocols. */
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
  // The server does not speak TLS, but it records that a request was sent.
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
    hang: (exhibits) => exhibits.map(({ svg }) => ({ svg, file: add('svg', 'image/svg+xml', svg) })),
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
