import type { JobReport } from '../api/index.ts'

/** A part of a prompt; `note` explains a word that was left out or drawn differently. */
export type MarkedWords = { text: string; note?: string; isLeftOut?: boolean }

const reasons = {
  unknown: 'not known',
  not_drawable: 'cannot be drawn',
  no_room: 'no room',
  not_in_picture: 'not in the picture',
} as const
const list = new Intl.ListFormat('en')

/**
 * Splits a prompt so that words that were left out or changed are separate parts. Words of the report that
 * the prompt does not contain are not marked; `describeReport` mentions them.
 */
export function markWords(sentence: string, report: JobReport): MarkedWords[] {
  const marks = [
    ...report.leftOut.map(({ words, reason }) => ({ words, note: reasons[reason], isLeftOut: true })),
    ...report.changed.map(({ words, drawnAs }) => ({
      words,
      note: `drawn as ${drawnAs}`,
      isLeftOut: false,
    })),
  ]
  let pieces: MarkedWords[] = [{ text: sentence }]
  // Longer phrases first, because a part of one may also be marked separately.
  for (const mark of marks.toSorted((one, other) => other.words.length - one.words.length))
    pieces = pieces.flatMap((piece) => (piece.note === undefined ? splitAt(piece.text, mark) : [piece]))
  return pieces
}

type Mark = { words: string; note: string; isLeftOut: boolean }

/**
 * The same as a short text, for users who do not point at the words; empty if everything was drawn as
 * requested.
 */
export function describeReport({ leftOut, changed }: JobReport): string {
  const lost = Object.entries(reasons).map(([reason, why]) => {
    const words = leftOut.filter((entry) => entry.reason === reason).map((entry) => quote(entry.words))
    return words.length > 0 ? [`left out ${list.format(words)} (${why})`] : []
  })
  return [...lost.flat(), ...changed.map(({ words, drawnAs }) => `drew ${quote(words)} as ${drawnAs}`)].join(
    '; ',
  )
}

const quote = (words: string) => `\u201c${words}\u201d`

function splitAt(text: string, { words, note, isLeftOut }: Mark): MarkedWords[] {
  const at = findWords(text, words)
  if (at < 0) return [{ text }]
  const end = at + words.length
  const pieces = [{ text: text.slice(0, at) }, { text: text.slice(at, end), note, isLeftOut }]
  return [...pieces, { text: text.slice(end) }].filter((piece) => piece.text !== '')
}

/** The position of the words, as whole words in any case; -1 if they are not found. */
function findWords(text: string, words: string): number {
  const lower = text.toLowerCase()
  if (words === '' || lower.length !== text.length) return -1
  for (
    let at = lower.indexOf(words.toLowerCase());
    at >= 0;
    at = lower.indexOf(words.toLowerCase(), at + 1)
  ) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + words.length])) return at
  }
  return -1
}

/** Letters of scripts that separate words by spaces. */
const isLetter = (character: string | undefined) =>
  character !== undefined &&
  /[\p{L}\p{N}]/u.test(character) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
