import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/typings/app'
import type { Queue } from 'bullmq'

export type BoardAnswer = {
  status: number
  type: string
  body: string | Buffer
  /** The file name changes with the content. */
  isImmutable: boolean
}

export type QueueBoard = {
  /**
   * Answers a GET.
   *
   * @param path below the board, with its first `/`.
   * @param basePath the path of the board, with its last `/`, for the page's own links.
   * @returns undefined for an unknown path.
   */
  answer(path: string, query: Record<string, unknown>, basePath: string): Promise<BoardAnswer | undefined>
}

/** What bull-board passes to a server. */
type Parts = {
  entry?: AppViewRoute
  routes: AppControllerRoute[]
  queues: BullBoardQueues
  config: UIConfig
}

type Route = { parts: string[]; handler: AppControllerRoute['handler'] }

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/**
 * bull-board over these queues, read-only. Calls that change an entry are not mounted, because the rows
 * decide and not the entries, and such a change would not be logged. The board's own server packages are not
 * used: they would add a template engine and a file server, and its page loads fonts from elsewhere.
 */
export async function openBoard(queues: readonly Queue[]): Promise<QueueBoard> {
  const parts: Parts = { routes: [], queues: new Map(), config: {} }
  const adapter: IServerAdapter = {
    setQueues(given) {
      parts.queues = given
      return adapter
    },
    setViewsPath: () => adapter,
    setStaticPath: () => adapter,
    setEntryRoute(entry) {
      parts.entry = entry
      return adapter
    },
    setErrorHandler: () => adapter,
    setApiRoutes(routes) {
      parts.routes = routes
      return adapter
    },
    setUIConfig(config) {
      parts.config = config
      return adapter
    },
  }
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'chatSVG queues' } },
  })
  const folder = join(dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')), 'dist')
  const template = await readFile(join(folder, 'index.ejs'), 'utf8')
  const files = new Set(await listFiles(folder, 'static'))
  const routes = readRoutes(parts.routes)
  const pages = [parts.entry?.route ?? []].flat().map(split)

  return {
    async answer(path, query, basePath) {
      const file = path.slice(1)
      if (files.has(file)) {
        const type = types[extname(file)] ?? 'application/octet-stream'
        return { status: 200, type, body: await readFile(join(folder, file)), isImmutable: true }
      }
      for (const { parts: pattern, handler } of routes) {
        const params = match(pattern, split(path))
        if (!params) continue
        const request = { queues: parts.queues, uiConfig: parts.config, query, params, body: {}, headers: {} }
        const { status = 200, body } = await handler(request)
        return { status, type: types['.json'] ?? '', body: JSON.stringify(body), isImmutable: false }
      }
      if (!parts.entry || !pages.some((pattern) => match(pattern, split(path)))) return undefined
      const { params } = parts.entry.handler({ basePath, uiConfig: parts.config })
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: render(template, params),
        isImmutable: false,
      }
    },
  }
}

/**
 * Routes that read; those with the fewest parameters first, because a fixed name also matches a parameter.
 */
function readRoutes(routes: readonly AppControllerRoute[]): Route[] {
  return routes
    .filter(({ method }) => [method].flat().every((name) => name === 'get'))
    .flatMap(({ route, handler }) => [route].flat().map((pattern) => ({ parts: split(pattern), handler })))
    .sort((one, other) => countVariables(one.parts) - countVariables(other.parts))
}

const split = (path: string) => path.split('/').filter((part) => part !== '')
const countVariables = (parts: string[]) => parts.filter((part) => part.startsWith(':')).length

function match(pattern: string[], path: string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, part] of pattern.entries()) {
    const value = path[at] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return undefined
  }
  return params
}

/** The template contains only names to insert. What it would load from other servers is removed. */
function render(template: string, params: Record<string, string>): string {
  return template
    .replaceAll(/<link [^>]*href="https?:[^>]*>/g, '')
    .replaceAll(/<%[=-] (\w+) %>/g, (_, name: string) => params[name] ?? '')
}

async function listFiles(folder: string, under: string): Promise<string[]> {
  const entries = await readdir(join(folder, under), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}
