import { etagOf, type SiteFile } from './read-site.ts'

/**
 * Adds lines at the end of the page's head. The result has no content encoding.
 *
 * @param markup its values must be escaped.
 */
export function insertIntoHead(page: SiteFile, markup: string): SiteFile {
  const plain = Buffer.from(page.plain.toString().replace('</head>', () => `${markup}</head>`))
  return { type: page.type, etag: etagOf(plain), plain, brotli: undefined, gzip: undefined }
}
