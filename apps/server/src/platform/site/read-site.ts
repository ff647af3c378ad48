import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { rememberFor } from '../async/index.ts'

export type SiteFile = {
  /** Value of `Content-Type`. */
  type: string
  /** A hash of the content, which all encodings share: a weak validator (RFC 9110, section 8.8.3). */
  etag: string
  plain: Buffer
  brotli: Buffer | undefined
  gzip: Buffer | undefined
}

/** Reads a file when it is first needed, and keeps it. */
export type ReadSiteFile = () => Promise<SiteFile>

export type Site = {
  /** The page that is returned for every path of the site. */
  readPage: ReadSiteFile
  /** The other files, by path from the site's root, with a leading `/`. */
  files: ReadonlyMap<string, ReadSiteFile>
}

/** The file types of a build of the web app. Others are not served. */
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const pageName = 'index.html'

/**
 * The files of a built site. undefined: it was not built. Reading and hashing all of them takes a
 * twentieth of a start, and memory in processes that browsers never ask for pages.
 */
export function listSite(folder: string): Site | undefined {
  if (!existsSync(join(folder, pageName))) return undefined
  const files = new Map<string, ReadSiteFile>()
  const paths = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  for (const path of paths) {
    const type = types[extname(path)]
    if (type !== undefined)
      files.set(
        `/${path.split(sep).join('/')}`,
        rememberFor(Number.POSITIVE_INFINITY, () => readSiteFile(folder, path, type, paths)),
      )
  }
  const readPage = files.get(`/${pageName}`)
  files.delete(`/${pageName}`)
  return readPage && { readPage, files }
}

async function readSiteFile(
  folder: string,
  path: string,
  type: string,
  paths: ReadonlySet<string>,
): Promise<SiteFile> {
  const read = (name: string) => readFile(join(folder, name))
  const readIfThere = (name: string) => (paths.has(name) ? read(name) : undefined)
  const [plain, brotli, gzip] = await Promise.all([
    read(path),
    readIfThere(`${path}.br`),
    readIfThere(`${path}.gz`),
  ])
  return { type, etag: etagOf(plain), plain, brotli, gzip }
}

/** A hash of the content, which all encodings share: a weak validator (RFC 9110, section 8.8.3). */
export const etagOf = (content: Buffer): string =>
  `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
