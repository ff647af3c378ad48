import { drawingRules, promptCanary } from './prompt.ts'
import { styleRecipes } from './style-recipes.ts'

/** Words in a row that nobody writes by chance. */
const runWords = 9

/**
 * Whether a picture, or a model's whole answer, repeats what the model was told: the canary, or nine words of
 * the rules in a row, in text, attributes or comments. Such an answer followed the user instead of the rules,
 * and must be neither stored nor shown. Linear in the text, some milliseconds for 100 KB. The canary is the
 * thread's own: ask in the thread that asked the model. The rules hold no secrets: this shows that a model
 * was led astray, and keeps its prompt out of galleries.
 */
export function containsPromptEcho(answer: string): boolean {
  if (answer.toLowerCase().includes(promptCanary)) return true
  // Once as written, for attributes and comments, and once without markup, for words that tags stand between.
  return hasKnownRun(answer) || hasKnownRun(answer.replace(/<[^<>]*>/g, ' '))
}

/** The runs as a tree of their words, so that most places of a text are done with after one look. */
type WordTree = Map<string, WordTree>

const knownRuns: WordTree = new Map()
for (const text of [drawingRules, ...Object.values(styleRecipes)]) {
  // Markup in the rules is no text of theirs: every answer has the same root element.
  for (const part of text.split(/<[^<>]*>/)) {
    const words = wordsOf(part)
    for (let at = 0; at + runWords <= words.length; at += 1) growTree(words.slice(at, at + runWords))
  }
}

function growTree(run: string[]): void {
  let node = knownRuns
  for (const word of run) {
    const next = node.get(word) ?? new Map()
    node.set(word, next)
    node = next
  }
}

function hasKnownRun(text: string): boolean {
  const words = wordsOf(text)
  return words.some((_, at) => {
    let node: WordTree | undefined = knownRuns
    for (let next = at; next < at + runWords && node; next += 1) node = node.get(words[next] ?? '')
    return node !== undefined
  })
}

/** The rules are in English, so other letters need no care. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]{2,}/g) ?? []
}
