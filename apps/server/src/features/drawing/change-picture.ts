import { type ChangeProposal, type ChangeRequest, ModelError, type SvgModel } from '../../models/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { inSpan } from '../../platform/traces/index.ts'
import type { CarriedOut } from './carry-out-change.ts'
import { assertRenderable, type RenderPixels } from './check-look.ts'
import { type DrawingListener, progressFor, publishRejection } from './draw-picture.ts'
import { UnusablePictureError } from './drawing-errors.ts'
import { reachFailpoint } from './failpoints.ts'
import { idPrefixIn, idPrefixOf } from './id-prefix.ts'
import { callModel } from './model-call.ts'
import { carryOutChangeTask, describePartsTask } from './thread-tasks.ts'

/** `id` is the id of the job; users take turns. */
export type PictureToChange = Pick<ChangeRequest, 'instruction' | 'picture'> & { id: string; userId: string }

export type ChangePictureDeps = {
  model: SvgModel
  /** Runs tasks in a pool for edits alone: those of one picture may take seconds. */
  runTask: ThreadPool['run']
  renderPixels: RenderPixels
}

/**
 * Changes a stored picture as an instruction says. If the edits of a language model do not fit, the model
 * gets one message about it and one more attempt. Elements that no edit addresses keep their bytes.
 *
 * @returns the picture, as the policy writes it.
 * @throws UnusablePictureError when the edits do not fit or the picture cannot be rendered; ModelError, of
 * the kind `not_understood` if there is nothing to do; the signal's reason.
 */
export async function changePicture(
  { model, runTask, renderPixels }: ChangePictureDeps,
  { id, userId, instruction, picture }: PictureToChange,
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  const { svg } = picture
  // The ids of a tree keep their prefix, so that unchanged elements keep their bytes.
  const idPrefix = idPrefixIn(svg) ?? idPrefixOf(id)
  const describeParts = () => runTask(describePartsTask, { svg, idPrefix }, signal, userId)
  let charsBefore = 0

  async function propose(repair?: ChangeRequest['repair']): Promise<ChangeProposal> {
    const request = { instruction, picture, describeParts, ...(repair && { repair }) }
    const proposal = await callModel(model, signal, (call) =>
      model.proposeChange(request, signal, {
        onReading: listener.onReading,
        onUsage(usage) {
          call.addUsage(usage)
          listener.onUsage(usage)
        },
        onText(chars) {
          if (chars > 0) call.hearText()
          listener.onProgress(progressFor(charsBefore + chars))
        },
      }),
    )
    signal.throwIfAborted()
    charsBefore += proposal.answer?.length ?? 0
    return proposal
  }

  async function carryOut(proposal: ChangeProposal): Promise<CarriedOut> {
    if ('problem' in proposal) return { ok: false, problem: proposal.problem }
    const { edits, redrawn, answer } = proposal
    // A model without repair lists in its report what it left out.
    const isStrict = answer !== undefined
    const change = { svg, idPrefix, redrawn, edits, isStrict }
    try {
      return await inSpan({ name: 'carry out change' }, () =>
        runTask(carryOutChangeTask, change, signal, userId),
      )
    } catch (error) {
      if (signal.aborted || !isTimeout(error)) throw error
      return { ok: false, problem: 'the edits take too long' }
    }
  }

  const first = await propose()
  reachFailpoint('job.answered', { jobId: id })
  let outcome = await carryOut(first)
  if (!outcome.ok) {
    const { answer } = first
    if (answer === undefined) throw new ModelError('not_understood')
    const second = await propose({ answer, problem: outcome.problem })
    if ('problem' in second && second.isEmpty) throw new ModelError('not_understood')
    outcome = await carryOut(second)
  }
  try {
    if (!outcome.ok) throw new UnusablePictureError('bad_edits', outcome.problem)
    await inSpan({ name: 'look at picture' }, () => assertRenderable(renderPixels, outcome.svg))
    return outcome.svg
  } catch (error) {
    publishRejection(error)
    throw error
  }
}

/** Whether the thread pool stopped the task because it took too long. */
const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'
