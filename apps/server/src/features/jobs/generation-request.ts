import { createHash } from 'node:crypto'
import { styles } from '../../models/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { countCharacters, hasControlCharacters, isBlank, isTooLong } from '../../platform/text/index.ts'

/** A checked request for a picture; the registry chooses the model. */
export type GenerationRequest = {
  prompt: string
  style: string
  requestedModel: string | undefined
  privacy: boolean
  /** The number of variations. */
  count: number
  idempotencyKey: string | undefined
}

export type GenerationInput = {
  prompt?: unknown
  style?: unknown
  model?: unknown
  privacy?: unknown
  count?: unknown
  idempotencyKey?: string
}

const countMax = 4
const promptChars = { min: 3, max: 500 }
const idempotencyKeyCharsMax = 128

/**
 * Markup that would run, and attempts to instruct the model instead of describing a picture. The model's
 * output is sanitised in any case; this only saves honest users a wasted credit. Every gap is bounded, so no
 * prompt makes a pattern slow.
 */
const forbiddenPatterns = [
  /<\s{0,5}script/i,
  /<\s{0,5}iframe/i,
  /\bon[a-z]{3,20}\s{0,5}=/i,
  /javascript\s{0,5}:/i,
  /\beval\s{0,5}\(/i,
  /\bignore\b.{0,100}\binstruction/is,
  /\bsystem\b.{0,40}\bprompt/is,
  /\byou are now\b/i,
]

export const forbiddenPrompt = () =>
  new AppError('forbidden_prompt', 'Prompt contains forbidden content. Please rephrase your request.')

/**
 * Checks a request in the order of the wire contract.
 *
 * @param knowsModel whether a model id may be requested; `modelIds` are those that the answer to an unknown
 * one lists.
 * @throws AppError with the first problem.
 */
export function readGenerationRequest(
  input: GenerationInput,
  knowsModel: (id: string) => boolean,
  modelIds: () => string[],
): GenerationRequest {
  const prompt = readPrompt(input.prompt)
  const style = input.style
  if (typeof style !== 'string' || !(styles as readonly string[]).includes(style)) {
    throw new AppError('invalid_style', `Invalid style. Must be one of: ${styles.join(', ')}`)
  }
  const model = input.model ?? undefined
  if (model !== undefined && (typeof model !== 'string' || !knowsModel(model))) {
    throw new AppError('invalid_model', `Invalid model. Must be one of: ${modelIds().join(', ')}`)
  }
  const idempotencyKey = input.idempotencyKey?.trim() || undefined
  if (idempotencyKey && idempotencyKey.length > idempotencyKeyCharsMax) {
    throw new AppError(
      'invalid_idempotency_key',
      `Idempotency key must be ${idempotencyKeyCharsMax} characters or fewer`,
    )
  }
  const [privacy, count] = [readPrivacy(input.privacy), readCount(input.count)]
  return { prompt, style, requestedModel: model, privacy, count, idempotencyKey }
}

/**
 * SHA-256 over the parameters in a fixed order: equal requests have equal hashes, in whatever order their
 * JSON had them.
 */
export function hashRequest({ prompt, style, requestedModel, privacy, count }: GenerationRequest): string {
  const parameters = [prompt, style, requestedModel ?? null, privacy]
  return createHash('sha256')
    .update(JSON.stringify(count === 1 ? parameters : [...parameters, count]))
    .digest('hex')
}

function readPrompt(input: unknown): string {
  if (typeof input !== 'string' || isBlank(input)) throw new AppError('invalid_prompt', 'Prompt is required')
  const prompt = input.trim()
  if (hasControlCharacters(prompt, 'many lines'))
    throw new AppError('invalid_prompt', 'Prompt contains control characters')
  if (countCharacters(prompt) < promptChars.min || isTooLong(prompt, promptChars.max)) {
    throw new AppError(
      'invalid_prompt',
      `Prompt length must be between ${promptChars.min} and ${promptChars.max} characters`,
    )
  }
  if (forbiddenPatterns.some((pattern) => pattern.test(prompt))) {
    throw forbiddenPrompt()
  }
  return prompt
}

/** true means private. Clients send a boolean or a word. */
function readPrivacy(input: unknown): boolean {
  if (input === undefined || input === null || input === false || input === 'public' || input === 'false')
    return false
  if (input === true || input === 'private' || input === 'true') return true
  throw new AppError('invalid_privacy', 'Invalid privacy. Must be true (private) or false (public)')
}

function readCount(input: unknown): number {
  if (input === undefined || input === null) return 1
  if (typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= countMax) return input
  throw new AppError('invalid_count', `Invalid count. Must be a whole number from 1 to ${countMax}`)
}
