/** What the composer does in a thread, or wherever it is called. Each thread opens its own workshop, once. */
import type { ComposerRequest, ReferenceIcon } from './request.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

let opened: Promise<Workshop> | undefined

function open(): Promise<Workshop> {
  opened ??= openWorkshop()
  return opened
}

/** The pieces of a picture, in order. */
export async function compose(request: ComposerRequest): Promise<string[]> {
  return (await open()).compose(request).pieces
}

export async function findReferences(request: ComposerRequest): Promise<ReferenceIcon[]> {
  return (await open()).findReferences(request)
}

export async function warmUp(): Promise<void> {
  await open()
}
