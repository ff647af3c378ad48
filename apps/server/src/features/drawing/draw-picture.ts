import { createPreviewer, type Preview, previewOf } from '@chatsvg/svg'
import {
  type AnswerTask,
  containsPromptEcho,
  createEchoScan,
  ModelError,
  type ModelUsage,
  type PictureOptions,
  type PictureReading,
  type SvgModel,
  type SvgRequest,
  type SvgStyle,
} from '../../models/index.ts'
import type { FollowedUser } from '../../platform/realtime/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { inSpan } from '../../platform/traces/index.ts'
import { sizeOf } from './canvas.ts'
import { checkLook, type RenderPixels } from './check-look.ts'
import { UnusablePictureError } from './drawing-errors.ts'
import { reachFailpoint } from './failpoints.ts'
import type { AnswerToFinish, FinishedAnswer, PictureToFinish } from './finish-answer.ts'
import type { FinishedComputed } from './finish-computed.ts'
import { fitIntoSet } from './fit-into-set.ts'
import { idPrefixOf } from './id-prefix.ts'
import { pictureRejected } from './metric-events.ts'
import { callModel, type ModelCall } from './model-call.ts'
import { finishAnswerTask, finishComputedTask } from './thread-tasks.ts'
import { createThrottle } from './throttle.ts'

export type DrawPictureDeps = {
  model: SvgModel
  /** Where the CPU work of finishing an answer runs. */
  runTask: ThreadPool['run']
  renderPixels: RenderPixels
}

/** `id` is the job's; the ids inside the picture are derived from it. */
export type PictureToDraw = {
  id: string
  prompt: string
  style: string
  seed: number
  options: PictureOptions | null
}

/** Callbacks while a picture is drawn. */
export type DrawingListener = {
  /** At most once for each call of a model that plans. */
  onReading: (reading: PictureReading) => void
  onProgress: (percent: number) => void
  /** The first answer is complete, and the model will be asked to repair it. */
  onRepair: () => void
  /**
   * Whether anybody would see previews; otherwise none are made. `onArrival` is called when a new viewer may
   * be present.
   */
  followViewers: (onArrival: () => void) => FollowedUser
  onPreview: (preview: Preview) => void
  onPreviewFault: (error: unknown) => void
  /** For each call of the model that used tokens, failed ones included. */
  onUsage: (usage: ModelUsage) => void
}

const previewIntervalMs = 250
const previewBytesMax = 64 * 1024
const answerCharsMax = 2 * 1024 * 1024
/** After this many characters the progress bar is at half: most pictures have a few thousand. */
const halfwayChars = 3_000

/** A picture that may be stored, and how it breaks its style, if it does. */
type Candidate = { svg: string; fault: string | undefined }

/**
 * Streams the model's answer, shows previews, and returns a picture that may be stored. A model that can
 * repair is asked once more, with the faults of its answer, if the answer is unusable or breaks its style. A
 * usable first picture is kept unless the second one is better. A model that computes its answers does so in
 * the thread that finishes them.
 *
 * @throws UnusablePictureError when no answer was a picture that the policy accepts; ModelError; the signal's
 * reason.
 */
export async function drawPicture(
  deps: DrawPictureDeps,
  picture: PictureToDraw,
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  const { prompt, style, seed, options } = picture
  const request: SvgRequest = { ...options, prompt, style: style as SvgStyle, seed }
  const idPrefix = idPrefixOf(picture.id)
  const work = deps.model.answerTask?.(request)
  if (work) return computePicture(deps, { jobId: picture.id, work, idPrefix, request }, listener, signal)
  const read = (asked: SvgRequest, charsBefore: number, told: DrawingListener) =>
    readAnswer(deps.model, asked, { charsBefore, idPrefix }, told, signal)
  const finish = (written: string) =>
    finishPicture(deps, { answer: written, idPrefix, findsFault: deps.model.canRepair, request })
  const answer = await read(request, 0, listener)
  reachFailpoint('job.answered', { jobId: picture.id })
  const repair = async (problem: string, told: DrawingListener) => {
    told.onRepair()
    const again = { ...request, repair: { answer, problem } }
    return finish(await read(again, answer.length, told))
  }

  let first: Candidate
  try {
    first = await finish(answer)
  } catch (error) {
    if (!(error instanceof UnusablePictureError) || !deps.model.canRepair) throw error
    return (await repair(error.message, listener)).svg
  }
  if (first.fault === undefined || !deps.model.canRepair) return first.svg
  // There is a usable picture: a failure of the second answer must not lose it, and the previews of the first
  // one stay.
  const second = await repair(first.fault, { ...listener, followViewers: () => nobody }).catch(
    () => undefined,
  )
  return second && second.fault === undefined ? second.svg : first.svg
}

const nobody: FollowedUser = { isPresent: () => false, [Symbol.dispose]() {} }

/**
 * `charsBefore`: the length of earlier answers, so that the progress continues from there. Previews have the
 * finished picture's ids and size.
 */
async function readAnswer(
  model: SvgModel,
  request: SvgRequest,
  { charsBefore, idPrefix }: { charsBefore: number; idPrefix: string },
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  let answer = ''
  let previewed: string | null = null
  let draft = ''
  const options = { idPrefix, defaultSize: sizeOf(request) }
  const previewer = createPreviewer(options)
  const echo = createEchoScan()
  const previewSoFar = () => {
    if (answer !== '') return previewer.read()
    const preview = previewOf(draft, options)
    return preview && { ...preview, kept: 0 }
  }
  const showSoFar = () => {
    listener.onProgress(progressFor(charsBefore + answer.length))
    if (!viewers.isPresent()) return
    const preview = previewSoFar()
    if (!preview || echo.isFound(preview.svg, preview.kept)) return
    if (preview.svg === previewed || Buffer.byteLength(preview.svg) > previewBytesMax) return
    previewed = preview.svg
    listener.onPreview(preview)
  }
  using throttle = createThrottle(previewIntervalMs, () => {
    try {
      showSoFar()
    } catch (error) {
      // A picture that cannot be previewed may still be valid when it is complete.
      listener.onPreviewFault(error)
    }
  })
  using viewers = listener.followViewers(() => {
    // The new viewer has not received the last preview.
    previewed = null
    if (answer !== '' || draft !== '') throttle.request()
  })
  const read = async (call: ModelCall) => {
    const addUsage = (usage: ModelUsage) => {
      call.addUsage(usage)
      listener.onUsage(usage)
    }
    const told = {
      onUsage: addUsage,
      onReading: listener.onReading,
      isDraftWanted: viewers.isPresent,
      onDraft(svg: string) {
        draft = svg
      },
    }
    for await (const piece of model.streamSvg(request, signal, told)) {
      if (answer === '') {
        reachFailpoint('job.first_text')
        call.hearText()
      }
      answer += piece
      previewer.append(piece)
      if (answer.length > answerCharsMax)
        throw new UnusablePictureError('answer_too_long', 'the answer is too long')
      throttle.request()
    }
    signal.throwIfAborted()
  }
  try {
    await callModel(model, signal, read)
  } catch (error) {
    publishRejection(error)
    throw error
  }
  return answer
}

type PictureToCompute = Omit<PictureToFinish, 'findsFault'> & { jobId: string; work: AnswerTask }

async function computePicture(
  deps: DrawPictureDeps,
  { jobId, ...toCompute }: PictureToCompute,
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  let computed: FinishedComputed | undefined
  await callModel(deps.model, signal, async (call) => {
    computed = await deps.runTask(finishComputedTask, { ...toCompute, findsFault: false }, signal)
    listener.onReading(computed.kind === 'finished' ? computed.reading : { report: computed.report })
    if (computed.kind === 'not_understood') throw new ModelError('not_understood')
    call.hearText()
  })
  if (computed?.kind !== 'finished') throw new ModelError('empty')
  reachFailpoint('job.first_text')
  reachFailpoint('job.answered', { jobId })
  const { finished } = computed
  return (await checkPicture(deps, toCompute, async () => finished)).svg
}

/** Runs to its end even when aborted: it takes milliseconds, and stopping a thread costs more. */
async function finishPicture(deps: DrawPictureDeps, written: AnswerToFinish): Promise<Candidate> {
  return checkPicture(deps, written, async () => {
    const finished = await inSpan({ name: 'finish answer' }, () => deps.runTask(finishAnswerTask, written))
    // A model that computes its answers is given no rules that it could repeat.
    if (finished.ok && containsPromptEcho(finished.svg))
      throw new UnusablePictureError('prompt_echo', 'it repeats the rules instead of drawing')
    return finished
  })
}

/** What follows in any case: the picture must show something, and pictures of a set have one size. */
async function checkPicture(
  { runTask, renderPixels }: DrawPictureDeps,
  { idPrefix, request }: Pick<AnswerToFinish, 'idPrefix' | 'request'>,
  finish: () => Promise<FinishedAnswer>,
): Promise<Candidate> {
  try {
    const finished = await finish()
    if (!finished.ok) throw new UnusablePictureError(finished.reason, finished.problem)
    const { svg, viewBox, fault, toLookAt } = finished
    if (toLookAt) await inSpan({ name: 'look at picture' }, () => checkLook(renderPixels, toLookAt))
    const { set } = request
    return {
      svg: set ? await fitIntoSet({ runTask, renderPixels }, { svg, idPrefix, viewBox }, set) : svg,
      fault,
    }
  } catch (error) {
    publishRejection(error)
    throw error
  }
}

export function publishRejection(error: unknown): void {
  if (error instanceof UnusablePictureError) pictureRejected.publish({ reason: error.reason })
}

/** From 10 to 90 percent. It gets slower, because the length of an answer is not known in advance. */
export function progressFor(chars: number): number {
  return Math.round(10 + 80 * (chars / (chars + halfwayChars)))
}
