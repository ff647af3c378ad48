/** What stands behind its noun in Chinese and Japanese, as English says it before the noun. */
const places: Readonly<Record<string, string>> = {
  '@on': 'on',
  '@above': 'above',
  '@under': 'under',
  '@below': 'below',
  '@in': 'in',
  '@front': 'in front of',
  '@behind': 'behind',
  '@beside': 'next to',
  '@left': 'left of',
  '@right': 'right of',
}

/**
 * Brings words with marks into English order: "house @on blue bird" and "blue bird @at house @on" both become
 * "blue bird on house". Marks that say nothing go.
 */
export function reorder(text: string): string {
  return text
    .split(/([,.;:!?、，。]+)/u)
    .map((clause) => reorderClause(clause.split(/\s+/).filter(Boolean)))
    .join(' ')
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

function plain(words: readonly string[]): string {
  return words.filter((word) => !word.startsWith('@')).join(' ')
}
