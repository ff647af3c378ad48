import { Type } from 'typebox'
import type { FieldRules } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { promptRules } from '../jobs/index.ts'
import { editErrors, editsMax, uploadBytesMax } from './errors.ts'

/** Each edit is checked where it is applied. */
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

export const svgRules: FieldRules<string> = {
  read: (given) => given ?? undefined,
  problems: editErrors.invalid_upload.svg,
  refuse: (svg) => (Buffer.byteLength(svg) > uploadBytesMax ? editErrors.invalid_upload.tooLarge : undefined),
}
