export type TextPiece = { kind: 'words' | 'link'; text: string }

const webAddress = /https?:\/\/[^\s<>"]+/g
/** Punctuation that belongs to the sentence around a URL and not to the URL. */
const sentenceEnd = /[.,;:!?'")\]]+$/

/** Splits a text so that its URLs can become links. The pieces together are the text. */
export function splitAtLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = 0
  for (const match of text.matchAll(webAddress)) {
    const link = match[0].replace(sentenceEnd, '')
    if (match.index > at) pieces.push({ kind: 'words', text: text.slice(at, match.index) })
    pieces.push({ kind: 'link', text: link })
    at = match.index + link.length
  }
  if (at < text.length) pieces.push({ kind: 'words', text: text.slice(at) })
  return pieces
}
