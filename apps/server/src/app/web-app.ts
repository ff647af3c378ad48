import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LinkPreview } from '../features/gallery/index.ts'
import type { App } from '../platform/http/index.ts'
import {
  insertIntoHead,
  listSite,
  type PageHeaders,
  type Site,
  sendFile,
  sendPage,
} from '../platform/site/index.ts'

/** Paths of the web app's pages, except those whose links have a preview. Every other path answers 404. */
const pagePaths = [
  '/',
  '/set',
  '/set/:id',
  '/gallery',
  '/picture/:id/edit',
  '/history',
  '/collections',
  '/account',
  '/workspaces',
  '/workspaces/:id',
  '/join',
  '/billing',
  '/signin',
  '/signup',
  '/forgot-password',
  '/reset-password',
  '/verify-email',
  '/confirm-email',
  '/undo-email-change',
  '/not-me',
  '/oauth/consent',
  '/oauth/device',
  '/second-factor',
  '/build',
  '/admin',
  '/admin/*',
]

/**
 * The Content-Security-Policy: no content that a picture, a model or a user's prompt brings into a page can
 * run, load or send anything.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types picture',
].join('; ')

const pageHeaders: PageHeaders = {
  'content-security-policy': policy,
  // A URL may contain a token from an email.
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Its files have a hash of their content in their names. */
const hashedFolder = '/assets/'

/** The script with which pages of other sites show pictures. */
const embedScript = '/embed.js'

/** The built web app of this installation. undefined: the API runs without it. */
export function findWebApp(): Site | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@chatsvg/web/package.json')
    return listSite(join(dirname(manifest), 'dist'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/**
 * Mounts the web app's pages and their files. `previews` has the paths of pages whose links have a preview,
 * each ending in `:name`. The head of such a page describes it if what the page shows is public.
 */
export function webAppRoutes({ readPage, files }: Site, previews: Record<string, LinkPreview>) {
  return (app: App): void => {
    for (const path of pagePaths)
      app.get(path, async (req, reply) => sendPage(req, reply, await readPage(), 200, pageHeaders))
    for (const [path, previewLink] of Object.entries(previews))
      app.get<{ Params: { name: string } }>(path, async (req, reply) => {
        // On failure the page is sent without a preview. It shows by itself that the database cannot be
        // reached.
        const preview = await previewLink(req.params.name).catch(() => undefined)
        const page = await readPage()
        const shown = preview === undefined ? page : insertIntoHead(page, preview)
        return sendPage(req, reply, shown, 200, pageHeaders)
      })
    // One route for all files of this folder: each route takes time at the start, and memory.
    app.get<{ Params: { '*': string } }>(
      `${hashedFolder}*`,
      { config: { quiet: true } },
      async (req, reply) => {
        const read = files.get(`${hashedFolder}${req.params['*']}`)
        return read ? sendFile(req, reply, await read(), { isHashed: true }) : reply.callNotFound()
      },
    )
    for (const [path, read] of files) {
      if (path.startsWith(hashedFolder)) continue
      app.get(path, { config: { quiet: true } }, async (req, reply) => {
        if (path === embedScript) reply.header('cross-origin-resource-policy', 'cross-origin')
        return sendFile(req, reply, await read(), { isHashed: false })
      })
    }
  }
}

/**
 * For unknown paths: a browser that requests a page gets the web app's page with status 404; programs and
 * requests to the API get the usual answer.
 */
export function answerUnknownPage(site: Site) {
  return (req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | undefined => {
    const isPage = req.method === 'GET' && (req.headers.accept?.includes('text/html') ?? false)
    if (!isPage || /^\/(api|socket\.io|assets)(\/|\?|$)/.test(req.url)) return undefined
    return site.readPage().then((page) => sendPage(req, reply, page, 404, pageHeaders))
  }
}
