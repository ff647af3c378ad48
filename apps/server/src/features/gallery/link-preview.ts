import { type Db, isUuid } from '../../platform/db/index.ts'
import { escapeHtml } from '../../platform/html/index.ts'
import { findVisible } from './store.ts'

/** Lines for the head of a picture's page; undefined if the picture is not public. */
export type LinkPreview = (id: string) => Promise<string | undefined>

const titleCharsMax = 120
/** The longer side of the PNG in pixels, large enough for the cards of all services. */
const imageSize = 1_024

/**
 * The preview that services show for a link to a public picture, by the Open Graph protocol (ogp.me) and the
 * cards of X. A private picture has no preview, even if its owner shares the link, because a service fetches
 * it without a session.
 */
export function createLinkPreview({ db, publicUrl }: { db: Db; publicUrl: () => string }): LinkPreview {
  return async (id) => {
    const picture = isUuid(id) ? await findVisible(db, id, undefined) : undefined
    if (!picture) return undefined
    const url = publicUrl()
    const characters = [...picture.prompt.replace(/\s+/g, ' ')]
    const title =
      characters.length > titleCharsMax
        ? `${characters.slice(0, titleCharsMax - 1).join('')}…`
        : characters.join('')
    const properties: [name: 'property' | 'name', key: string, content: string][] = [
      ['property', 'og:type', 'website'],
      ['property', 'og:site_name', 'chatSVG'],
      ['property', 'og:title', title],
      ['property', 'og:url', `${url}/picture/${picture.id}`],
      ['property', 'og:image', `${url}/api/svg/${picture.id}/file.png?size=${imageSize}`],
      ['property', 'og:image:type', 'image/png'],
      ['property', 'og:image:alt', title],
      ['name', 'twitter:card', 'summary_large_image'],
    ]
    return properties
      .map(([name, key, content]) => `<meta ${name}="${key}" content="${escapeHtml(content)}">\n`)
      .join('')
  }
}
