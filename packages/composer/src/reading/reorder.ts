import { namedColours } from '../words/colours.ts'
import { partWords } from '../words/grammar.ts'
import { toSingular } from '../words/word-forms.ts'

/** Words that follow their noun in Chinese and Japanese, as English says them before the noun. */
const places: Readonly<Record<string, string>> = {
  '@on': 'on or over',
  '@above': 'above',
  '@under': 'under',
  '@below': 'below',
  '@in': 'in',
  '@front': 'in front of',
  '@behind': 'behind',
  '@beside': 'next to',
  '@left': 'left of',
  '@right': 'right of',
  '@between': 'between',
  '@around': 'around',
}

/**
 * Brings words with marks into English order: "house @on blue bird" and "blue bird @at house @on" both become
 * "blue bird on house". Marks that say nothing go.
 */
export function reorder(text: string): string {
  return text
    .split(/([,.;:!?、，。]+)/u)
    .map((clause) => reorderClause(exclude(giveParts(act(clause.split(/\s+/).filter(Boolean))))))
    .join(' ')
}

/**
 * "@without person @of beach" and "person @lacking beach" are a "beach without person", "beach @on @without
 * person" too.
 */
function exclude(words: readonly string[]): string[] {
  const lacking = words.indexOf('@lacking')
  const start = words.indexOf('@without')
  if (lacking < 0 && start < 0) return [...words]
  const end = lacking < 0 ? words.indexOf('@of', start) : lacking
  const [before, thing] =
    lacking < 0
      ? [words.slice(0, start), words.slice(start + 1, end < 0 ? undefined : end)]
      : [[], words.slice(0, lacking)]
  const rest = end < 0 ? [] : words.slice(end + 1)
  const owners = rest.findIndex((word) => word.startsWith('@') && word !== '@-' && word !== '@of')
  const owner = owners < 0 ? rest : rest.slice(0, owners)
  const after = owners < 0 ? [] : rest.slice(owners)
  const isPlace = owner.length === 0 && places[before.at(-1) ?? ''] !== undefined
  return [...(isPlace ? before.slice(0, -1) : before), ...owner, 'without', ...thing, ...after]
}

/** Verbs between their object and their subject, in Japanese. */
const verbs: Readonly<Record<string, string>> = {
  '@worn': 'wearing',
  '@sitting': 'sitting on',
  '@standing': 'standing on',
  '@lying': 'lying on',
  '@sleeping': 'sleeping on',
  '@riding': 'riding',
}

/** "wearing red hat @of boy" and "red hat @worn boy" are a "boy wearing red hat". */
function act(words: readonly string[]): string[] {
  const middle = words.findIndex((word) => verbs[word] !== undefined)
  if (middle > 0)
    return [...words.slice(middle + 1), verbs[words[middle] ?? ''] ?? '', ...words.slice(0, middle)]
  const start = words.findIndex((word) => /^(?:wearing|holding|riding|eating|reading)$/.test(word))
  const end = words.indexOf('@of', start)
  if (start < 0 || end < 0 || words[start - 1] === '@without' || end === words.length - 1) return [...words]
  return [...words.slice(0, start), ...words.slice(end + 1), ...words.slice(start, end)]
}

/** "red roof @of house" and "roof @at red house" are a "house with red roof". */
function giveParts(words: readonly string[]): string[] {
  const at = words.findIndex((word) => partWords.has(toSingular(word)))
  const part = words[at]
  if (part === undefined) return [...words]
  const [colour, mark] = [words[at - 1], words[at + 1]]
  if (colour !== undefined && namedColours.has(colour) && mark === '@of')
    return [...words.slice(0, at - 1), ...words.slice(at + 2), 'with', colour, part]
  const after = words[at + 2]
  if (mark === '@at' && after !== undefined && namedColours.has(after) && words.length > at + 3)
    return [...words.slice(0, at), ...words.slice(at + 3), 'with', after, part]
  return [...words]
}

function reorderClause(words: readonly string[]): string {
  const at = words.findIndex((word) => places[word] !== undefined)
  if (at < 0) return plain(words)
  const before = words.slice(0, at)
  const after = words.slice(at + 1)
  const relation = places[words[at] ?? ''] ?? 'on'
  const start = before.lastIndexOf('@at')
  const owner = start < 0 ? [] : before.slice(0, start)
  const place = before.slice(start + 1)
  // "at the table's top a cat": the thing comes last where nothing stands before the place.
  const thing = plain(owner) === '' ? reorderClause(after) : plain(owner)
  const rest = plain(owner) === '' ? '' : plain(after)
  return `${thing} ${relation} ${plain(place)} ${rest}`.trim()
}

/** Removes the marks. A mark between subject and predicate becomes a comma. */
function plain(words: readonly string[]): string {
  return words
    .map((word, at) => (word === '@at' && at > 0 && at < words.length - 1 ? ',' : word))
    .filter((word) => !word.startsWith('@'))
    .join(' ')
}
