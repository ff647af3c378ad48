import { useEditor } from './editor.ts'
import { type Parts, readParts } from './parts.ts'

/** The parts of the picture as it is changed. */
export const useParts = (): Parts => readParts(useEditor(({ svg }) => svg))
