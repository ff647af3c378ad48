import type { FieldRules } from '../../platform/http/index.ts'
import { hasControlCharacters } from '../../platform/text/index.ts'
import { billingErrors } from './errors.ts'

const { invalid_message: problems } = billingErrors

export const messageRules: FieldRules<string> = {
  problems,
  refuse: (text) => (hasControlCharacters(text, 'many lines') ? problems.controls : undefined),
}
