import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { TraceOptions } from '../../models/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import {
  type Accepted,
  type Asking,
  acceptPictures,
  dropImage,
  keepImage,
  type RequestGenerationDeps,
} from '../jobs/index.ts'

export type ImageToTrace = {
  image: Buffer
  title?: string | undefined
  detail?: string | undefined
  colors?: number | undefined
  palette?: string[] | undefined
  style?: string | undefined
  privacy?: boolean | undefined
}

const styleUsual = 'flat'
const titleUsual = 'Traced image'

/**
 * Accepts a job that traces an image, as `acceptPictures` says. The image is stored first, so that a job
 * never lacks it, and deleted again when the request creates no job.
 */
export async function requestTrace(
  requesting: RequestGenerationDeps,
  caller: Asking,
  {
    image,
    title = titleUsual,
    detail = 'medium',
    colors,
    palette,
    style = styleUsual,
    privacy,
  }: ImageToTrace,
  idempotencyKey?: string,
): Promise<Accepted> {
  const hash = createHash('sha256').update(image)
  hash.update(
    JSON.stringify(['trace', title, detail, colors ?? null, palette ?? null, style, privacy ?? false]),
  )
  const imageId = uuidv7()
  await keepImage(requesting.db, imageId, caller.userId, image)
  const trace: TraceOptions = {
    imageId,
    detail: detail as TraceOptions['detail'],
    ...(colors !== undefined && { colors }),
  }
  const options = { trace, ...(palette && { palette }) }
  const pictures = { prompts: [title], style, privacy, options, requestHash: hash.digest('hex') }
  const drop = () => dropImage(requesting.db, imageId).catch(() => {})
  try {
    const accepted = await acceptPictures(requesting, caller, pictures, idempotencyKey)
    if (accepted.duplicate) await drop()
    return accepted
  } catch (error) {
    // After any other error it is unknown whether there is a job.
    if (error instanceof AppError) await drop()
    throw error
  }
}
