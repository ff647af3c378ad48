import { createHash } from 'node:crypto'
import type { PictureOptions } from '../../models/index.ts'
import type { ErrorKind } from '../../platform/errors/index.ts'
import type { FieldRules } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { jobErrors } from './errors.ts'
import type { SwitchableModels } from './model-switches.ts'

/** A request for pictures as its schema has checked it. */
export type GenerationRequest = {
  prompt: string
  style: string
  /** The id of a model; the registry says which one serves it. */
  model?: string | undefined
  /** true: only its owner sees the picture. */
  privacy?: boolean | undefined
  /** How many variations. */
  count?: number | undefined
  /** The id of a picture from which the new ones must differ. */
  variationOf?: string | undefined
  /** In pixels. */
  width?: number | undefined
  height?: number | undefined
  /** `none` or `#rrggbb`. */
  background?: string | undefined
  /** Colours as `#rrggbb`. */
  palette?: string[] | undefined
}

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

/** Words for privacy that clients have sent. */
const privacyWords: Readonly<Record<string, boolean>> = {
  private: true,
  true: true,
  public: false,
  false: false,
}

const nullAsAbsent = (given: unknown) => given ?? undefined

export const promptRules: FieldRules<string> = {
  problems: jobErrors.invalid_prompt,
  refuse(prompt): ErrorKind | undefined {
    if (hasControlCharacters(prompt, 'many lines')) return jobErrors.invalid_prompt.controls
    return forbiddenPatterns.some((pattern) => pattern.test(prompt)) ? jobErrors.forbidden_prompt : undefined
  },
}

/** A value that is no text becomes an unknown id, so that the answer lists the available models. */
export const modelRules = (models: SwitchableModels): FieldRules<string> => ({
  read: (given) =>
    given === undefined || given === null || typeof given === 'string' ? nullAsAbsent(given) : '',
  problems: jobErrors.invalid_model([]),
  async refuse(id) {
    const current = await models.read()
    if (!('unknown' in current.resolve(id))) return undefined
    return jobErrors.invalid_model(current.list().map((model) => model.id))
  },
})

export const privacyRules: FieldRules<boolean> = {
  read: (given) =>
    typeof given === 'string' && Object.hasOwn(privacyWords, given)
      ? privacyWords[given]
      : nullAsAbsent(given),
  problems: jobErrors.invalid_privacy,
}

export const countRules: FieldRules<number> = { read: nullAsAbsent, problems: jobErrors.invalid_count }

/**
 * SHA-256 over the parameters in a fixed order: equal requests have equal hashes, in whatever order their
 * JSON had them.
 */
export function hashRequest(
  { prompt, style, model, privacy, count = 1, variationOf }: GenerationRequest,
  options: PictureOptions | null,
): string {
  const { width, height, background, palette } = options ?? {}
  // Absent options are not hashed, so that hashes which were stored without options stay valid.
  const parameters = [
    ...[prompt, style, model ?? null, privacy ?? false],
    ...(count === 1 ? [] : [count]),
    ...(variationOf === undefined ? [] : [{ variationOf }]),
  ]
  return createHash('sha256')
    .update(JSON.stringify(options ? [...parameters, { width, height, background, palette }] : parameters))
    .digest('hex')
}
