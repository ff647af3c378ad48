import { type Db, isUuid } from '../../platform/db/index.ts'
import { escapeHtml } from '../../platform/html/index.ts'
import { findNamedAuthor } from '../authors/index.ts'
import { oembedUrl } from './oembed.ts'
import { listPublicOf } from './read-public.ts'
import { findPicture } from './store.ts'

/** Lines for the head of a page, by the last part of its path; undefined if what it shows is not public. */
export type LinkPreview = (name: string) => Promise<string | undefined>

export type LinkPreviewDeps = { db: Db; publicUrl: () => string }

/** What a preview shows. */
export type Previewed = {
  title: string
  description?: string | null
  /** Of the page. */
  path: string
  /** A public picture, which is the image; undefined: the preview has none. */
  pictureId: string | undefined
}

const titleCharsMax = 120
const descriptionCharsMax = 300
/** The longer side of the PNG in pixels, large enough for the cards of all services. */
const imageSize = 1_024

/**
 * The preview that services show for a link to a public picture. A private picture has no preview, even if
 * its owner shares the link, because a service fetches it without a session.
 */
export function createPicturePreview({ db, publicUrl }: LinkPreviewDeps): LinkPreview {
  return async (id) => {
    const picture = isUuid(id) ? await findPicture(db, id) : undefined
    if (!picture || picture.privacy) return undefined
    const path = `/picture/${picture.id}`
    const embedding = oembedUrl(publicUrl(), `${publicUrl()}${path}`)
    const link = `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(embedding)}">\n`
    return writePreview(publicUrl(), { title: picture.prompt, path, pictureId: picture.id }) + link
  }
}

/** The preview of links to the page of an author, with the author's newest public picture. */
export function createAuthorPreview({ db, publicUrl }: LinkPreviewDeps): LinkPreview {
  return async (handle) => {
    const author = await findNamedAuthor(db, handle)
    if (!author) return undefined
    const [newest] = await listPublicOf(db, author.userId, { limit: 1 })
    const { name: title, biography: description } = author
    const path = `/author/${author.handle}`
    return writePreview(publicUrl(), { title, description, path, pictureId: newest?.id })
  }
}

/** Writes the properties of the Open Graph protocol (ogp.me) and of the cards of X. */
export function writePreview(url: string, { title: whole, description, path, pictureId }: Previewed): string {
  const title = cutWords(whole, titleCharsMax)
  const properties: [name: 'property' | 'name', key: string, content: string][] = [
    ['property', 'og:type', 'website'],
    ['property', 'og:site_name', 'chatSVG'],
    ['property', 'og:title', title],
    ['property', 'og:url', `${url}${path}`],
  ]
  if (description) properties.push(['property', 'og:description', cutWords(description, descriptionCharsMax)])
  if (pictureId !== undefined)
    properties.push(
      ['property', 'og:image', `${url}/api/svg/${pictureId}/file.png?size=${imageSize}`],
      ['property', 'og:image:type', 'image/png'],
      ['property', 'og:image:alt', title],
    )
  properties.push(['name', 'twitter:card', pictureId === undefined ? 'summary' : 'summary_large_image'])
  return properties
    .map(([name, key, content]) => `<meta ${name}="${key}" content="${escapeHtml(content)}">\n`)
    .join('')
}

function cutWords(text: string, charactersMax: number): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length > charactersMax
    ? `${characters.slice(0, charactersMax - 1).join('')}…`
    : characters.join('')
}
