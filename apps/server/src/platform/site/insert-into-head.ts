import { createHash } from 'node:crypto'
import type { SiteFile } from './read-site.ts'

/**
 * The page with more lines at the end of its head, in no encoding.
 *
 * @param markup whose values are escaped.
 */
export function insertIntoHead(page: SiteFile, markup: string): SiteFile {
  const plain = Buffer.from(page.plain.toString().replace('</head>', () => `${markup}</head>`))
  return { type: page.type, etag: etagOf(plain), plain, brotli: undefined, gzip: undefined }
}

/** A hash of the content, which all encodings share: a weak validator (RFC 9110, section 8.8.3). */
export const etagOf = (content: Buffer): string =>
  `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
