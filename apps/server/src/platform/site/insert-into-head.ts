import { etagOf, type SiteFile } from './read-site.ts'

/**
 * The page with more lines at the end of its head, in no encoding.
 *
 * @param markup whose values are escaped.
 */
export function insertIntoHead(page: SiteFile, markup: string): SiteFile {
  const plain = Buffer.from(page.plain.toString().replace('</head>', () => `${markup}</head>`))
  return { type: page.type, etag: etagOf(plain), plain, brotli: undefined, gzip: undefined }
}
