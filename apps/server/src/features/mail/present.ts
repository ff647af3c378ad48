import type { Static } from 'typebox'
import type { CapturedMail } from '../../platform/mail/index.ts'
import { splitAtLinks } from './links.ts'
import type { capturedEmail } from './schemas.ts'

export function presentCapturedEmail(mail: CapturedMail): Static<typeof capturedEmail> {
  const { id, to, subject, text, html, createdAt } = mail
  const links = splitAtLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []))
  return { id, to, subject, text, html, links, createdAt }
}
