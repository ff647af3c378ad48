import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { rendererLimits } from '../../platform/png/index.ts'
import { findAuthorNames } from '../authors/index.ts'
import { galleryErrors } from './errors.ts'
import { readSize } from './render-picture.ts'
import { findVisible } from './store.ts'

export type EmbeddingDeps = {
  db: Db
  publicUrl: () => string
  /** Whether pages of the web app have this origin. */
  isFrontend: (origin: string) => boolean
}

export type OembedQuery = { url?: string; format?: string; maxwidth?: string; maxheight?: string }

/** In pixels, when the other site names no maximum. */
const usualSide = 1_024
/** How long other sites may keep the answer. */
const cacheSeconds = 3_600

/**
 * What another site needs to embed a public picture (oembed.com, sections 2.3.4 and 2.3.4.1): a photo, as
 * PNG, because many sites show no SVG.
 *
 * @param query `url` is that of the picture's page.
 * @param host host and port of the request, at which the page is as well.
 * @throws AppError `svg_not_found` for any other address and for a picture that is not public,
 * `oembed_format` for another format than JSON, `invalid_size`.
 */
export async function describeForEmbedding(
  { db, publicUrl, isFrontend }: EmbeddingDeps,
  query: OembedQuery,
  host: string,
) {
  if ((query.format ?? 'json') !== 'json') throw new AppError(galleryErrors.oembed_format)
  const id = readPictureId(query.url ?? '', (origin, at) => at === host || isFrontend(origin))
  const picture = id === undefined ? undefined : await findVisible(db, id, undefined)
  if (!picture) throw new AppError(galleryErrors.svg_not_found.any)
  const url = publicUrl()
  const box = fitInto(ratioOf(picture.svg), readSide(query.maxwidth), readSide(query.maxheight))
  const author = (await findAuthorNames(db, [picture.userId])).get(picture.userId)
  return {
    version: '1.0' as const,
    type: 'photo' as const,
    title: picture.prompt,
    url: `${url}/api/svg/${picture.id}/file.png?size=${Math.max(box.width, box.height)}`,
    ...box,
    ...(author && { author_name: author.name, author_url: `${url}/author/${author.handle}` }),
    provider_name: 'chatSVG' as const,
    provider_url: url,
    cache_age: cacheSeconds,
  }
}

/** The URL of the description, for the head of the picture's page. */
export const oembedUrl = (url: string, pageUrl: string): string =>
  `${url}/api/oembed?url=${encodeURIComponent(pageUrl)}`

function readPictureId(
  address: string,
  isOwn: (origin: string, host: string) => boolean,
): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { origin, host, pathname } = new URL(address)
  const [, id = ''] = /^\/picture\/([^/]+)\/?$/.exec(pathname) ?? []
  return isOwn(origin, host) && isUuid(id) ? id : undefined
}

function readSide(given: string | undefined): number {
  if (given === undefined) return usualSide
  if (!/^\d{1,6}$/.test(given) || Number(given) < 1) throw new AppError(galleryErrors.invalid_size)
  return Math.min(Number(given), rendererLimits.sizeMax)
}

/** Width divided by height. A stored picture has a viewBox on its root. */
function ratioOf(svg: string): number {
  const [, width, height] = /^[^>]*\bviewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  const ratio = Number(width) / Number(height)
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1
}

/** The largest size of a PNG within the box. */
function fitInto(ratio: number, widthMax: number, heightMax: number): { width: number; height: number } {
  const sideOf = (longer: number) => ({
    width: Math.max(1, Math.round(ratio >= 1 ? longer : longer * ratio)),
    height: Math.max(1, Math.round(ratio >= 1 ? longer / ratio : longer)),
  })
  const longerMax = Math.floor(
    ratio >= 1 ? Math.min(widthMax, heightMax * ratio) : Math.min(heightMax, widthMax / ratio),
  )
  // A PNG is rendered at a size that is rounded up, which must not be above the maximum.
  let longer = Math.max(1, longerMax)
  while (longer > 1 && readSize(String(longer)) > longerMax) longer -= 1
  return sideOf(longer)
}
