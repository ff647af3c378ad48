import { applyEdits, type Edit, type EditOptions, EditsError, sanitizeSvg } from '@chatsvg/svg'
import type { Library } from '../concepts/library.ts'
import { drawPlan } from '../drawing/draw-plan.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import type { Gloss } from '../reading/gloss.ts'
import type { LeftOutReason, PictureReport } from '../report/report.ts'
import { numberWords, partWords } from '../words/grammar.ts'
import { toSingular } from '../words/word-forms.ts'
import { type Clause, makeClause, splitClauses } from './clause.ts'
import type { Context, Outcome, Reader } from './context.ts'
import { drawThingAlone } from './draw-thing-alone.ts'
import { extractLiterals } from './literals.ts'
import { readParts } from './picture-parts.ts'
import { readCopies, readFlip, readName, readOrder, readRemoval, readTurn } from './read-arrangement.ts'
import { readBackground, readCrop, readSimplification, readSize } from './read-canvas.ts'
import { readColour, readOpacity, readOutline, readTone } from './read-colours.ts'
import { readAddition, readGradient, readScene, readStyle, readText } from './read-drawings.ts'
import { readLooks } from './read-looks.ts'
import { readMove } from './read-places.ts'
import { readReplacement } from './read-replacement.ts'
import type { Mention, Scope } from './scope.ts'
import { createTargets, findBySide } from './targets.ts'
import { editVocabulary, fillers } from './vocabulary.ts'

/**
 * A stored picture, and the plan that it was drawn from, if there is one; for a picture that was edited
 * since, the plan and the instructions are in `history`.
 */
export type InstructedPicture = { svg: string; plan?: ScenePlan; history?: EditHistory }

/** An earlier version with the plan that it was drawn from, and the instructions since, the oldest first. */
export type EditHistory = { svg: string; plan: ScenePlan; instructions: readonly string[] }

export type InstructionReport = Pick<PictureReport, 'drawn' | 'changed'> & {
  leftOut: {
    words: string
    reason: LeftOutReason | 'not_in_picture'
    kind: PictureReport['leftOut'][number]['kind']
  }[]
}

export type InstructionReading = {
  /** For `applyEdits`. They apply to the drawing of `plan` if there is one, else to the picture. */
  edits: Edit[]
  /** The picture must be drawn again from this plan, with the same id prefix, for another style or scene. */
  plan?: ScenePlan
  /** The clauses that were understood, in English. */
  understood: string[]
  report: InstructionReport
}

/** Clauses that redraw the whole picture come before all others. */
const planReaders: readonly Reader[] = [readStyle, readScene]

/** The readers are called in this order. The first that finds its words decides. */
const readers: readonly { read: Reader; needsTarget: boolean }[] = [
  { read: readName, needsTarget: true },
  { read: readText, needsTarget: false },
  { read: readReplacement, needsTarget: true },
  { read: readSimplification, needsTarget: false },
  { read: readGradient, needsTarget: false },
  { read: readBackground, needsTarget: false },
  { read: readCrop, needsTarget: true },
  { read: readFlip, needsTarget: true },
  { read: readTurn, needsTarget: true },
  { read: readOutline, needsTarget: true },
  { read: readOpacity, needsTarget: true },
  { read: readTone, needsTarget: true },
  { read: readOrder, needsTarget: true },
  { read: readCopies, needsTarget: true },
  { read: readRemoval, needsTarget: true },
  { read: readLooks, needsTarget: true },
  { read: readAddition, needsTarget: false },
  { read: readSize, needsTarget: true },
  { read: readMove, needsTarget: true },
  { read: readColour, needsTarget: true },
]
const instructionCharsMax = 2_000
const clausesMax = 24

/**
 * Reads an instruction into edits of a picture. A wish whose meaning is uncertain is left out, and the report
 * lists it. Edits address only what the instruction names. No instruction makes it throw.
 *
 * @param gloss for sentences. @param editGloss for instructions, see `createEditGloss`.
 * @throws TypeError for a picture that is not as the policy writes it.
 */
export function readInstruction(
  library: Library,
  gloss: Gloss,
  editGloss: Gloss,
  instruction: string,
  { svg, plan }: InstructedPicture,
): InstructionReading {
  const typed = instruction.toWellFormed().slice(0, instructionCharsMax)
  const { rest, literals } = extractLiterals(typed)
  const { english, adjectivesFollow } = editGloss(rest)
  const clauses = splitClauses(english, literals, adjectivesFollow).slice(0, clausesMax)
  let current: InstructedPicture = { svg, ...(plan ? { plan } : {}) }
  let parts = readParts(svg, plan)
  let targets = createTargets(parts, library)
  const reading: InstructionReading = {
    edits: [],
    understood: [],
    report: { drawn: [], changed: [], leftOut: [] },
  }
  let before: readonly Scope[] = []
  let verbsBefore: readonly string[] = []
  let waiting: { clause: Clause; mentions: readonly Mention[] } | undefined

  const others = clauses.filter((clause, at) => {
    const outcome = firstOf(planReaders, contextOf(clause, findMentions(clause)))
    if (outcome) take(clause, [], outcome, clauses.length > 1 || at > 0)
    return outcome === undefined
  })
  for (const [at, clause] of others.entries()) {
    const mentions = findMentions(clause)
    const pending = waiting?.mentions ?? []
    const isLast = at === others.length - 1
    const outcome = run(clause, [...pending, ...mentions]) ?? runWithVerb(clause, mentions)
    if (outcome) {
      take(clause, [...pending, ...mentions], outcome, !isLast)
      waiting = undefined
    } else if (mentions.length > 0 && !isLast && isOnlyNaming(clause, mentions))
      waiting = { clause, mentions: [...pending, ...mentions] }
    else leaveOut(clause, mentions)
  }
  if (waiting) leaveOut(waiting.clause, waiting.mentions)
  return reading

  function findMentions(clause: Clause): Mention[] {
    const found = targets.find(clause)
    const side = found.length === 0 ? findBySide(clause, targets) : undefined
    return side ? [{ from: -1, to: -1, noun: '', scopes: [side], plural: false }] : found
  }

  function contextOf(clause: Clause, mentions: readonly Mention[]): Context {
    return {
      clause,
      parts,
      targets,
      library,
      mentions,
      before,
      instruction: typed,
      plan: current.plan,
      draw: (words, colour) =>
        drawThingAlone(library, gloss, words, {
          style: plan?.style ?? 'flat',
          seed: plan?.seed ?? 1,
          ...(colour === undefined ? {} : { colour }),
        }),
    }
  }

  function run(clause: Clause, mentions: readonly Mention[]): Outcome | undefined {
    const isUnknown =
      (mentions.length === 0 && findUnknown(clause) !== undefined) || missesPart(clause, mentions)
    const able = readers.flatMap(({ read, needsTarget }) => (needsTarget && isUnknown ? [] : [read]))
    return firstOf(able, contextOf(clause, mentions))
  }

  /** "remove the house and the tree": the second noun has the verb of the previous clause. */
  function runWithVerb(clause: Clause, mentions: readonly Mention[]): Outcome | undefined {
    if (verbsBefore.length === 0) return undefined
    const longer = makeClause([...verbsBefore, ...clause.words], literals, adjectivesFollow)
    const moved = mentions.map((mention) => ({
      ...mention,
      from: mention.from + verbsBefore.length,
      to: mention.to + verbsBefore.length,
    }))
    const outcome = run(longer, moved)
    if (outcome) for (const word of longer.used) clause.used.add(word - verbsBefore.length)
    return outcome
  }

  function take(
    clause: Clause,
    mentions: readonly Mention[],
    { edits, scopes, plan: next, added }: Outcome,
    goesOn: boolean,
  ): void {
    reading.edits.push(...edits)
    reading.understood.push(clause.words.filter((word) => !isMark(word)).join(' '))
    if (next) reading.plan = next
    if (added) reading.report.drawn.push(...added)
    if (scopes && scopes.length > 0) before = scopes
    else if (mentions.length > 0) before = mentions.flatMap((mention) => mention.scopes)
    if (goesOn) goOn(edits, next)
    const own = clause.words.filter(
      (word, at) =>
        editVocabulary.has(word) &&
        !fillers.has(word) &&
        !mentions.some(({ from, to }) => at >= from && at < to) &&
        !clause.colours.some(({ from, to }) => at >= from && at < to),
    )
    if (own.length > 0) verbsBefore = own
    for (const [at, word] of clause.words.entries())
      if (isLeft(clause, mentions, word, at))
        reading.report.leftOut.push({ words: word, reason: 'unknown', kind: 'noun' })
  }

  /** The next clause is read against the changed picture, whose positions and paths may differ. */
  function goOn(edits: readonly Edit[], next: ScenePlan | undefined): void {
    const options = parts.idPrefix === '' ? {} : { idPrefix: parts.idPrefix }
    if (next) {
      const drawn = sanitizeSvg(drawPlan(library, next).pieces.join(''), options)
      if (drawn.ok) current = { svg: drawn.svg, plan: next }
    } else current = { ...current, svg: svgAfter(current.svg, edits, options) }
    parts = readParts(current.svg, current.plan, parts.idPrefix)
    targets = createTargets(parts, library)
    const keepsPaths =
      !next && edits.every(({ op }) => !/^(?:remove|insert|duplicate|reorder|background)$/.test(op))
    before = before.flatMap((scope) => targets.again(scope, keepsPaths))
  }

  function isLeft(clause: Clause, mentions: readonly Mention[], word: string, at: number): boolean {
    return !(
      clause.used.has(at) ||
      isMark(word) ||
      editVocabulary.has(word) ||
      numberWords.has(word) ||
      mentions.some(({ from, to }) => at >= from && at < to) ||
      clause.colours.some(({ from, to }) => at >= from && at < to) ||
      /^\d+$/.test(word)
    )
  }

  function leaveOut(clause: Clause, mentions: readonly Mention[]): void {
    const unknown = findUnknown(clause)
    const words = clause.words.filter((word) => !isMark(word)).join(' ')
    if (words === '') return
    if (unknown !== undefined && mentions.length === 0)
      reading.report.leftOut.push({
        words,
        reason: library.hasName(unknown) ? 'not_in_picture' : 'unknown',
        kind: 'noun',
      })
    else reading.report.leftOut.push({ words, reason: 'unknown', kind: 'action' })
  }

  /** "the head of the duck", if no head is found, the clause must not apply to the whole duck. */
  function missesPart({ words }: Clause, mentions: readonly Mention[]): boolean {
    return words.some(
      (word, at) =>
        partWords.has(toSingular(word)) &&
        !editVocabulary.has(word) &&
        !mentions.some(({ from, to }) => at >= from && at < to),
    )
  }

  /** A noun that the picture does not have: "the giraffe blue" does not ask for a blue picture. */
  function findUnknown({ words, colours }: Clause): string | undefined {
    return words.find((word, at) => {
      if (isMark(word) || editVocabulary.has(word) || numberWords.has(word) || word.length < 2) return false
      if (colours.some(({ from, to }) => at >= from && at < to)) return false
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
      return library.hasName(word) || words[at - 1] === 'the' || !/^[\u0000-\u007f]*$/.test(word)
    })
  }
}

/** If the policy refuses edits because the picture would be too large, they fail when all are applied. */
function svgAfter(svg: string, edits: readonly Edit[], options: EditOptions): string {
  try {
    return applyEdits(svg, edits, options).svg
  } catch (error) {
    if (error instanceof EditsError) return svg
    throw error
  }
}

function firstOf(all: readonly Reader[], context: Context): Outcome | undefined {
  for (const read of all) {
    const outcome = read(context)
    if (outcome && (outcome.edits.length > 0 || outcome.plan)) return outcome
  }
  return undefined
}

const isMark = (word: string): boolean => /[\ue000-\uf8ff]/u.test(word)

function isOnlyNaming({ words, colours }: Clause, mentions: readonly Mention[]): boolean {
  return (
    colours.length === 0 &&
    words.every(
      (word, at) =>
        fillers.has(word) ||
        /^(?:make|put|turn|color|paint|change|move|rotate|flip)$/.test(word) ||
        mentions.some(({ from, to }) => at >= from && at < to),
    )
  )
}
