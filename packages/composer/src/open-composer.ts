import { openArtFile } from './art/find-art-file.ts'
import { openLibrary } from './concepts/library.ts'
import { type Drawing, drawPlan } from './drawing/draw-plan.ts'
import { createEditGloss } from './instructions/edit-gloss.ts'
import {
  type InstructedPicture,
  type InstructionReading,
  readInstruction,
} from './instructions/read-instruction.ts'
import { type RedrawMeans, redrawEdited } from './instructions/redraw-edited.ts'
import type { ScenePlan } from './plan/scene-plan.ts'
import { createGloss } from './reading/gloss.ts'
import { type ReadOptions, readSentence, type SentenceReading } from './reading/read-sentence.ts'
import { findReferences, type Reference } from './references.ts'
import { inOwnWords, mergeReports, type PictureReport } from './report/report.ts'

/**
 * The operations of the composer after its words and drawings are loaded. They only use the CPU, and the same
 * input gives the same result.
 */
export type OpenComposer = {
  /** Understands a sentence. Never throws. */
  readSentence(sentence: string, options: ReadOptions): SentenceReading
  /** Draws a valid plan. */
  drawPlan(plan: ScenePlan): Drawing
  /** Reads an instruction for a picture. @throws TypeError for a picture that the policy did not write */
  readInstruction(instruction: string, picture: InstructedPicture): InstructionReading
  /** Small drawings of the things that a sentence certainly names. */
  findReferences(sentence: string, options: ReadOptions): Reference[]
}

export type Composed =
  | { kind: 'picture'; plan: ScenePlan; pieces: string[]; report: PictureReport }
  | { kind: 'not_understood'; report: PictureReport }

/** Takes about 30 ms of CPU time, or some seconds if the art has to be compiled first. */
export async function openComposer(): Promise<OpenComposer> {
  const library = openLibrary(await openArtFile())
  const gloss = createGloss(library)
  const editGloss = createEditGloss(library)
  const read = (sentence: string, options: ReadOptions) => readSentence(library, gloss, sentence, options)
  const means: RedrawMeans = {
    read: (instruction, picture) => readInstruction(library, gloss, editGloss, instruction, picture),
    draw: (plan) => drawPlan(library, plan).pieces.join(''),
  }
  return {
    readSentence: read,
    drawPlan: (plan) => drawPlan(library, plan),
    readInstruction(instruction, picture) {
      const { svg, history } = picture
      return (history && redrawEdited(means, instruction, svg, history)) ?? means.read(instruction, picture)
    },
    findReferences: (sentence, options) => findReferences(library, read(sentence, options)),
  }
}

/** Reads and draws. The same sentence and options give the same bytes. */
export function composeSentence(composer: OpenComposer, sentence: string, options: ReadOptions): Composed {
  const reading = composer.readSentence(sentence, options)
  if (reading.kind === 'not_understood') return reading
  const { pieces, report: drawn } = composer.drawPlan(reading.plan)
  const report = inOwnWords(drawn, reading.said)
  if (report.drawn.length === 0 && reading.report.drawn.length === 0)
    return { kind: 'not_understood', report: mergeReports(reading.report, report) }
  return { kind: 'picture', plan: reading.plan, pieces, report: mergeReports(reading.report, report) }
}
