import { drawingRules, promptCanary } from './prompt.ts'
import { styleRecipes } from './style-recipes.ts'

/** This many consecutive words do not occur by chance. */
const runWords = 9

/**
 * Whether a picture, or a model's whole answer, repeats the instructions: the canary, or nine consecutive
 * words of the rules, in text, attributes or comments. Such an answer followed the user instead of the rules,
 * and must be neither stored nor shown. Linear in the text, some milliseconds for 100 KB. The canary belongs
 * to the thread: call this in the thread that called the model. The rules are not secret: this detects that a
 * model was misled, and keeps its prompt out of galleries.
 */
export const containsPromptEcho = (answer: string): boolean => createEchoScan().isFound(answer, 0)

/** As `containsPromptEcho`, for a growing picture. It does not read the same text twice. */
export type EchoScan = {
  /**
   * @param kept the number of characters that are the same as in the previous call. They must end between two
   * tags.
   */
  isFound(text: string, kept: number): boolean
}

export function createEchoScan(): EchoScan {
  let readTo = 0
  /** The last words before `readTo`: once with markup, for attributes and comments, and once without. */
  let before: readonly Words[] = [[], []]

  /** The words of the text with markup and without it, each after the last words before it. */
  const read = (text: string): Words[] =>
    [text, text.replace(/<[^<>]*>/g, ' ')].map((read, way) => [...(before[way] ?? []), ...wordsOf(read)])

  return {
    isFound(text, kept) {
      if (kept < readTo) {
        readTo = 0
        before = [[], []]
      }
      before = read(text.slice(readTo, kept)).map((words) => words.slice(1 - runWords))
      readTo = kept
      return (
        text.toLowerCase().includes(promptCanary, kept - promptCanary.length) ||
        read(text.slice(kept)).some(hasKnownRun)
      )
    },
  }
}

type Words = string[]

/** The word sequences as a tree, so that most positions of a text need only one comparison. */
type WordTree = Map<string, WordTree>

const knownRuns: WordTree = new Map()
for (const text of [drawingRules, ...Object.values(styleRecipes)]) {
  // Markup in the rules is not part of their text: every answer has the same root element.
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

function hasKnownRun(words: Words): boolean {
  return words.some((_, at) => {
    let node: WordTree | undefined = knownRuns
    for (let next = at; next < at + runWords && node; next += 1) node = node.get(words[next] ?? '')
    return node !== undefined
  })
}

/** The rules are in English, so other letters need no handling. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]{2,}/g) ?? []
}
