/** The tasks of the composer, in a thread or in the calling code. Each thread loads words and art once. */
import type { Drawing } from './drawing/draw-plan.ts'
import type { InstructedPicture, InstructionReading } from './instructions/read-instruction.ts'
import { type Composed, composeSentence, type OpenComposer, openComposer } from './open-composer.ts'
import type { ScenePlan } from './plan/scene-plan.ts'
import type { SentenceReading } from './reading/read-sentence.ts'
import type { Reference } from './references.ts'
import type { ComposerRequest } from './request.ts'

let opened: Promise<OpenComposer> | undefined

function open(): Promise<OpenComposer> {
  opened ??= openComposer()
  return opened
}

export async function compose({ prompt, ...options }: ComposerRequest): Promise<Composed> {
  return composeSentence(await open(), prompt, options)
}

export async function readSentence({ prompt, ...options }: ComposerRequest): Promise<SentenceReading> {
  return (await open()).readSentence(prompt, options)
}

export async function drawPlan(plan: ScenePlan): Promise<Drawing> {
  return (await open()).drawPlan(plan)
}

export async function readInstruction({
  instruction,
  ...picture
}: InstructedPicture & { instruction: string }): Promise<InstructionReading> {
  return (await open()).readInstruction(instruction, picture)
}

export async function findReferences({ prompt, ...options }: ComposerRequest): Promise<Reference[]> {
  return (await open()).findReferences(prompt, options)
}

export async function warmUp(): Promise<void> {
  await open()
}
