import { type Db, isUuid } from '../../platform/db/index.ts'
import { escapeHtml } from '../../platform/html/index.ts'
import { findVisible } from './store.ts'

/** Lines for the head of a picture's page; undefined for a page that everybody may not see. */
export type LinkPreview = (id: string) => Promise<string | undefined>

const titleCharsMax = 120
/** Of the PNG, in pixels of its longer side: large enough for the cards of all services. */
const imageSize = 1_024

/**
 * What services show of a link to a public picture: the Open Graph protocol (ogp.me) and the card of X. A
 * private picture has no preview, not even for its owner: whoever fetches it is a service.
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
