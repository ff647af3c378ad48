import { useEditor } from './editor.ts'
import { type Parts, readParts } from './parts.ts'

/** The parts of the picture with the present changes. */
export const useParts = (): Parts => readParts(useEditor(({ svg }) => svg))
