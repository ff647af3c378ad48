import { type PictureElement, type SvgNote, type SvgRejection, sanitizeSvg } from '@chatsvg/svg'

export type SanitizedUpload =
  | { ok: true; svg: string; title: string; notes: SvgNote[] }
  | { ok: false; rejection: Pick<SvgRejection, 'message' | 'line' | 'column'> & { code: string } }

/** `title` is used unless the file has its own; empty means no title. */
export type UploadToSanitize = { source: string; idPrefix: string; title: string }

/** An uploaded SVG as the policy writes it, or the reason why it cannot be stored. */
export function sanitizeUpload({ source, idPrefix, title }: UploadToSanitize): SanitizedUpload {
  const sanitized = sanitizeSvg(source, { idPrefix, describe: { title, description: '' } })
  if (!sanitized.ok) return { ok: false, rejection: sanitized.rejection }
  const { svg, notes, picture } = sanitized
  if (notes.some(({ code }) => code === 'nothing_drawn'))
    return {
      ok: false,
      rejection: { code: 'nothing_drawn', message: 'The SVG contains nothing that can be drawn.' },
    }
  return { ok: true, svg, title: titleOf(picture), notes }
}

/** The text of the root's title. */
function titleOf({ children }: PictureElement): string {
  const title = children.find((child) => typeof child !== 'string' && child.name === 'title')
  if (title === undefined || typeof title === 'string') return ''
  return title.children.filter((child) => typeof child === 'string').join('')
}
