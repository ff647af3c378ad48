import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

export type SiteFile = {
  /** Value of `Content-Type`. */
  type: string
  /** A hash of the content, which all encodings share: a weak validator (RFC 9110, section 8.8.3). */
  etag: string
  plain: Buffer
  brotli: Buffer | undefined
  gzip: Buffer | undefined
}

export type Site = {
  /** The page that is returned for every path of the site. */
  page: SiteFile
  /** The other files, by path from the site's root, with a leading `/`. */
  files: ReadonlyMap<string, SiteFile>
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

/** Reads a built site into memory. undefined: it was not built. */
export function readSite(folder: string): Site | undefined {
  if (!existsSync(join(folder, pageName))) return undefined
  const files = new Map<string, SiteFile>()
  const paths = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  for (const path of paths) {
    const type = types[extname(path)]
    if (type !== undefined) files.set(`/${path.split(sep).join('/')}`, readFile(folder, path, type, paths))
  }
  const page = files.get(`/${pageName}`)
  files.delete(`/${pageName}`)
  return page && { page, files }
}

function readFile(folder: string, path: string, type: string, paths: ReadonlySet<string>): SiteFile {
  const read = (name: string) => readFileSync(join(folder, name))
  const readIfThere = (name: string) => (paths.has(name) ? read(name) : undefined)
  const plain = read(path)
  return {
    type,
    etag: etagOf(plain),
    plain,
    brotli: readIfThere(`${path}.br`),
    gzip: readIfThere(`${path}.gz`),
  }
}

/** A hash of the content, which all encodings share: a weak validator (RFC 9110, section 8.8.3). */
export const etagOf = (content: Buffer): string =>
  `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
