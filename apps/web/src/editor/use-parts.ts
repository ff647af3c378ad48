import { useEditor } from './editor.ts'
import { type Parts, readParts } from './parts.ts'

/** The parts of the picture with the current changes. */
export const useParts = (): Parts => readParts(useEditor(({ svg }) => svg))
