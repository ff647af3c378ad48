import type { CDPSession, Locator, Page } from 'playwright-core'
import type { Client } from '../harness/client.ts'
import { openWebApp, type PageOptions, type WebApp, type WebAppPage } from '../harness/web-app.ts'

/** The picture of the tests of the editor, 256 by 256: a ground, a house of two shapes, a sun, and a word. */
const house = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="#fdf6e3"/><g id="house"><rect x="80" y="120" width="96" height="90" fill="#c98d5e"/><path d="M68 124L128 72L188 124z" fill="#b5341d"/></g><circle id="sun" cx="208" cy="48" r="24" fill="#f4c542"/><text x="128" y="240" font-size="20" text-anchor="middle" fill="#1d1b18">Home</text></svg>`

export type Editing = WebAppPage & {
  user: Client
  /** The picture as it was drawn. */
  id: string
  svg: string
}

/** A new user with the picture, in its editor. */
export async function openEditor(
  webApp: WebApp,
  { svg: source = house, ...options }: PageOptions & { svg?: string } = {},
): Promise<Editing> {
  const { client: user } = await webApp.signUp()
  const { id, svg } = await drawPicture(webApp, user, source)
  const opened = await openWebApp(webApp, { as: user, path: `/picture/${id}/edit`, ...options })
  await stage(opened.page).getByRole('img', { name: 'a house' }).waitFor()
  return { ...opened, user, id, svg }
}

export async function drawPicture(
  webApp: WebApp,
  user: Client,
  source = house,
): Promise<{ id: string; svg: string }> {
  webApp.model.respondWith({ kind: 'stream', steps: [source] })
  const answer = await user.post(
    '/svg/generate-svg',
    { prompt: 'a house', style: 'flat', model: 'scripted' },
    { prefer: 'wait=30' },
  )
  const { generation } = (answer.body as { job: { generation: { id: string; svg: string } } }).job
  return generation
}

export const stage = (page: Page): Locator => page.getByRole('application')
export const panel = (page: Page, name: string): Locator => page.getByRole('complementary', { name })
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** A point of the picture, in pixels of the window. */
export async function pointOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await stage(page).boundingBox()
  if (!box) throw new Error('the picture is not shown')
  return { x: box.x + (x / 256) * box.width, y: box.y + (y / 256) * box.height }
}

export async function clickAt(page: Page, x: number, y: number): Promise<void> {
  const at = await pointOf(page, x, y)
  await page.mouse.click(at.x, at.y)
}

export async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [start, end] = [await pointOf(page, ...from), await pointOf(page, ...to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
  await page.mouse.move(end.x, end.y)
  await page.mouse.up()
}

/** What the browser shows of the picture. */
export const shownMarkup = (page: Page): Promise<string> =>
  stage(page)
    .getByRole('img')
    .evaluate((host) => host.shadowRoot?.innerHTML ?? '')

/** Presses Keep, and waits for the new version. */
export async function keepChanges({ page, user }: Editing): Promise<{ id: string; svg: string }> {
  const before = page.url()
  await button(page, 'Keep').click()
  await page.waitForURL((url) => url.href !== before)
  const [, id = ''] = /picture\/([^/]+)\/edit/.exec(page.url()) ?? []
  const { svg } = (await user.get(`/svg/${id}/source`)).body as { svg: string }
  return { id, svg }
}

/** The elements of a picture's text, each with its attributes. */
export const tagsOf = (svg: string): string[] => svg.match(/<[^>]+>/g) ?? []

export async function versionsOf(
  user: Client,
  id: string,
): Promise<{ id: string; parentId: string | null; instruction: string | null }[]> {
  const { versions } = (await user.get(`/svg/${id}/versions`)).body as {
    versions: { id: string; parentId: string | null; instruction: string | null }[]
  }
  return versions
}

type Point = { x: number; y: number }

/** Fingers that move at once, each from one point to another. */
export async function startTouch(page: Page): Promise<{ drag: (paths: [Point, Point][]) => Promise<void> }> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((point, id) => ({ ...point, id })),
    })
  return {
    async drag(paths) {
      for (const step of [0, 0.25, 0.5, 0.75, 1]) {
        const points = paths.map(([from, to]) => ({
          x: from.x + (to.x - from.x) * step,
          y: from.y + (to.y - from.y) * step,
        }))
        await send(step === 0 ? 'touchStart' : 'touchMove', points)
      }
      await send('touchEnd', [])
    },
  }
}
