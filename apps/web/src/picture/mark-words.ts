import type { JobReport } from '../api/index.ts'

/** A piece of a sentence; `note` says why it is not in the picture as it was said. */
export type MarkedWords = { text: string; note?: string; isLeftOut?: boolean }

const reasons = { unknown: 'not known', not_drawable: 'cannot be drawn', no_room: 'no room' } as const
const list = new Intl.ListFormat('en')

/**
 * The sentence, with the words that were left out or changed in pieces of their own. What the report names in
 * other words than the sentence is not marked: `describeReport` says it.
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
  // Longer words first: a part of them may be marked for itself.
  for (const mark of marks.toSorted((one, other) => other.words.length - one.words.length))
    pieces = pieces.flatMap((piece) => (piece.note === undefined ? splitAt(piece.text, mark) : [piece]))
  return pieces
}

type Mark = { words: string; note: string; isLeftOut: boolean }

/** The same in a few words; empty where everything was drawn as it was said. */
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

/** Where the words begin, as whole words in any case; -1 where they are not. */
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

/** Of scripts that separate words by spaces. */
const isLetter = (character: string | undefined) =>
  character !== undefined &&
  /[\p{L}\p{N}]/u.test(character) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
