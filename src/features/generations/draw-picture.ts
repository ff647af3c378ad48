import { containsPromptEcho, type SvgModel, type SvgRequest, type SvgStyle } from '../../models/index.ts'
import { extractSvg, optimizeSvg, previewOf, type SvgRejection, sanitizeSvg } from '../../svg/index.ts'
import { checkLook, type RenderPixels } from './check-look.ts'
import { UnusablePictureError } from './failure.ts'
import type { ClaimedJob } from './job-lease-store.ts'
import { createThrottle } from './throttle.ts'

/** What is told while a picture is drawn. */
export type DrawingListener = {
  onProgress: (percent: number) => void
  onPreview: (svg: string) => void
  onPreviewFault: (error: unknown) => void
}

const previewIntervalMs = 250
const previewBytesMax = 64 * 1024
const answerCharsMax = 2 * 1024 * 1024
/** Characters after which the bar stands halfway: most pictures have a few thousand. */
const halfwayChars = 3_000

/**
 * Streams the model's answer, shows it growing, and ends with a picture that may be kept. An answer that cannot be used is sent back once, with what is
 * wrong with it, to a model that can learn from that.
 *
 * @throws UnusablePictureError when no answer was a picture that the policy lets pass; ModelError; the signal's reason.
 */
export async function drawPicture(
  { model, renderPixels }: { model: SvgModel; renderPixels: RenderPixels },
  job: ClaimedJob,
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  const request: SvgRequest = { prompt: job.prompt, style: job.style as SvgStyle, seed: job.seed }
  const first = await readAnswer(model, request, 0, listener, signal)
  try {
    return await finishPicture(first, renderPixels)
  } catch (error) {
    if (!(error instanceof UnusablePictureError) || !model.canRepair) throw error
    const repair = { answer: first, problem: error.message }
    const second = await readAnswer(model, { ...request, repair }, first.length, listener, signal)
    return finishPicture(second, renderPixels)
  }
}

/** @param charsBefore what earlier answers had, so that the progress goes on from there. */
async function readAnswer(
  model: SvgModel,
  request: SvgRequest,
  charsBefore: number,
  listener: DrawingListener,
  signal: AbortSignal,
): Promise<string> {
  let answer = ''
  let previewed: string | null = null
  const showSoFar = () => {
    listener.onProgress(progressFor(charsBefore + answer.length))
    const preview = previewOf(answer)
    if (!preview || preview === previewed || Buffer.byteLength(preview) > previewBytesMax) return
    if (containsPromptEcho(preview)) return
    previewed = preview
    listener.onPreview(preview)
  }
  using throttle = createThrottle(previewIntervalMs, () => {
    try {
      showSoFar()
    } catch (error) {
      // A picture that cannot be shown half-way may well be whole in the end.
      listener.onPreviewFault(error)
    }
  })
  for await (const piece of model.streamSvg(request, signal)) {
    answer += piece
    if (answer.length > answerCharsMax) throw new UnusablePictureError('the answer is too long')
    throttle.request()
  }
  signal.throwIfAborted()
  return answer
}

/** Extraction, policy, optimisation, which ends with the policy again, and a look at the result. */
export async function finishPicture(answer: string, renderPixels: RenderPixels): Promise<string> {
  const extracted = extractSvg(answer)
  if (!extracted.ok) throw new UnusablePictureError(`there is no whole SVG in it (${extracted.reason})`)
  const policed = sanitizeSvg(extracted.svg)
  if (!policed.ok) throw new UnusablePictureError(describeRejection(policed.rejection))
  if (policed.notes.some(({ code }) => code === 'nothing_drawn'))
    throw new UnusablePictureError('nothing in it can be drawn')
  if (containsPromptEcho(policed.svg))
    throw new UnusablePictureError('it repeats the rules instead of drawing')
  const svg = await optimizeSvg(policed.svg)
  await checkLook(renderPixels, svg)
  return svg
}

function describeRejection({ code, message, line }: SvgRejection): string {
  return `${code}${line === undefined ? '' : ` in line ${line}`}: ${message}`
}

/** From 10 to 90, slower and slower, since nobody knows how long an answer will be. */
function progressFor(chars: number): number {
  return Math.round(10 + 80 * (chars / (chars + halfwayChars)))
}
