import { applyEdits, type Edit, EditsError, sanitizeSvg } from '@chatsvg/svg'
import type { ScenePlan } from '../plan/scene-plan.ts'
import { readParts } from './picture-parts.ts'
import type { EditHistory, InstructedPicture, InstructionReading } from './read-instruction.ts'

export type RedrawMeans = {
  read(instruction: string, picture: InstructedPicture): InstructionReading
  draw(plan: ScenePlan): string
}

type Replayed = { svg: string; edits: Edit[]; failed: string[] }

/** Each instruction takes some milliseconds to read. */
const instructionsMax = 20

/**
 * Reads an instruction for another style or scene of a picture that was edited: the plan changes, the picture
 * is drawn again, and the earlier instructions are read again for the new drawing. The report lists those
 * that do not fit any more.
 *
 * Undefined if the instruction asks for something else, or if drawing the plan and reading the instructions
 * again does not give exactly the present picture. This happens if a language model made one of the changes,
 * if a version in between was deleted, or if the art has changed since. Then a new drawing would silently
 * lose changes.
 */
export function redrawEdited(
  means: RedrawMeans,
  instruction: string,
  svg: string,
  { svg: drawnSvg, plan, instructions }: EditHistory,
): InstructionReading | undefined {
  if (instructions.length > instructionsMax) return undefined
  const { idPrefix } = readParts(svg)
  const drawn = (from: ScenePlan) => {
    const sanitised = sanitizeSvg(means.draw(from), idPrefix === '' ? {} : { idPrefix })
    return sanitised.ok ? sanitised.svg : ''
  }
  const restyle = (from: ScenePlan, text: string) => {
    const reading = means.read(text, { svg: drawn(from), plan: from })
    return reading.plan && reading.edits.length === 0 ? { ...reading, plan: reading.plan } : undefined
  }

  let before = plan
  let start = drawnSvg
  const sentences = instructions.filter((text) => {
    const restyled = restyle(before, text)
    if (!restyled) return true
    before = restyled.plan
    start = drawn(before)
    return false
  })
  const wanted = restyle(before, instruction)
  if (!wanted || replay(means, start, before, sentences, idPrefix).svg !== svg) return undefined
  const { edits, failed } = replay(means, drawn(wanted.plan), wanted.plan, sentences, idPrefix)
  const lost = failed.map((words) => ({ words, reason: 'not_in_picture' as const, kind: 'action' as const }))
  return {
    ...wanted,
    edits,
    report: { ...wanted.report, leftOut: [...wanted.report.leftOut, ...lost] },
  }
}

/** Only the first instruction is read with the plan, because an edited picture has no plan. */
function replay(
  { read }: RedrawMeans,
  start: string,
  plan: ScenePlan,
  instructions: readonly string[],
  idPrefix: string,
): Replayed {
  const done: Replayed = { svg: start, edits: [], failed: [] }
  for (const [at, text] of instructions.entries()) {
    const { edits } = read(text, { svg: done.svg, ...(at === 0 ? { plan } : {}) })
    const after = tryEdits(done.svg, edits, idPrefix)
    if (after === undefined) done.failed.push(text)
    else {
      done.svg = after
      done.edits.push(...edits)
    }
  }
  return done
}

/** Undefined where nothing is changed, or not all of the edits are possible. */
function tryEdits(svg: string, edits: readonly Edit[], idPrefix: string): string | undefined {
  try {
    const after = applyEdits(svg, edits, idPrefix === '' ? {} : { idPrefix })
    return edits.length > 0 && after.outcomes.every(({ done }) => done) ? after.svg : undefined
  } catch (error) {
    if (error instanceof EditsError) return undefined
    throw error
  }
}
