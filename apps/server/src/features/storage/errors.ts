import { defineErrors } from '../../platform/errors/index.ts'

export const storageErrors = defineErrors({
  svg_unavailable: { status: 404, text: 'The file of this picture is missing. The operator has been told.' },
})
