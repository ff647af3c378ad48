import { Type } from 'typebox'
import type { FieldRules } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { checkImage, ImageError } from '../../platform/vectorizer/index.ts'
import { paletteRules, promptRules } from '../jobs/index.ts'
import { editErrors, editsMax, uploadBytesMax } from './errors.ts'

/** `applyEdits` checks each edit. */
export const editsRules: FieldRules<unknown[]> = {
  read: (given) => given ?? undefined,
  schema: Type.Array(Type.Unknown(), { minItems: 1, maxItems: editsMax }),
  problems: editErrors.invalid_edits.list,
}

export const titleRules: FieldRules<string> = {
  problems: editErrors.invalid_upload.title,
  refuse: (title) =>
    hasControlCharacters(title, 'one line')
      ? editErrors.invalid_upload.title
      : (promptRules.refuse?.(title) as undefined),
}

/** Only the header is checked here, so that a wrong file costs no credit. */
export const imageRules: FieldRules<Buffer> = {
  read: (given) => given ?? undefined,
  schema: Type.Unknown(),
  problems: editErrors.invalid_image.missing,
  refuse(image) {
    if (!Buffer.isBuffer(image)) return editErrors.invalid_image.missing
    try {
      checkImage(image)
      return undefined
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      const { tooLarge, unsupported } = editErrors.invalid_image
      return error.kind === 'too_large' ? tooLarge : unsupported
    }
  },
}

const absentIfEmpty = (given: unknown) => (given === '' || given === null ? undefined : given)

export const detailRules: FieldRules<string> = {
  read: absentIfEmpty,
  problems: editErrors.invalid_image.detail,
}

/** Form fields are strings. */
export const colorsRules: FieldRules<number> = {
  read: (given) => (typeof given === 'string' && given !== '' ? Number(given) : absentIfEmpty(given)),
  problems: editErrors.invalid_image.colors,
}

/** A list of colours; in a form, separated by commas. */
export const tracedPaletteRules: FieldRules<string[]> = {
  ...paletteRules,
  read: (given) =>
    paletteRules.read?.(
      typeof given === 'string'
        ? given
            .split(',')
            .map((color) => color.trim())
            .filter(Boolean)
        : given,
    ),
}

export const svgRules: FieldRules<string> = {
  read: (given) => given ?? undefined,
  problems: editErrors.invalid_upload.svg,
  refuse: (svg) => (Buffer.byteLength(svg) > uploadBytesMax ? editErrors.invalid_upload.tooLarge : undefined),
}
