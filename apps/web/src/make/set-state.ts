import { countCharacters } from '../design/index.ts'
import { isStyle, type StyleName } from '../picture/index.ts'
import { keptCharsMax, paletteMax, promptChars } from './draft-state.ts'

/** The next set while the user edits it: one picture per line. */
export type SetDraft = {
  lines: string
  style: StyleName
  palette: readonly string[]
  /** On a canvas of 256; undefined means the default of the style. */
  strokeWidth: number | undefined
}

export const picturesMax = 50
export const emptySet: SetDraft = { lines: '', style: 'outline', palette: [], strokeWidth: undefined }

/** The prompts of the lines that are not empty. */
export const listPrompts = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The reason why the set cannot be drawn yet; undefined if it can. */
export function findSetProblem(lines: string): string | undefined {
  const prompts = listPrompts(lines)
  if (prompts.length === 0) return 'Write one picture on each line.'
  if (prompts.length > picturesMax)
    return `A set has ${picturesMax} pictures at most: ${prompts.length - picturesMax} lines are too many.`
  const short = prompts.find((prompt) => countCharacters(prompt) < promptChars.min)
  if (short !== undefined) return `“${short}” is too short: at least ${promptChars.min} letters a line.`
  const long = prompts.findIndex((prompt) => countCharacters(prompt) > promptChars.max)
  return long < 0 ? undefined : `Line ${long + 1} is too long: at most ${promptChars.max} letters a line.`
}

/** Parses a set from the browser's storage; missing and invalid fields get the values of an empty set. */
export function parseSet(stored: string | null): SetDraft {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}')
    if (typeof kept !== 'object' || kept === null) return emptySet
    const { lines, style, palette, strokeWidth } = kept as Record<string, unknown>
    return {
      lines: typeof lines === 'string' ? lines.slice(0, keptCharsMax) : '',
      style: isStyle(style) ? style : emptySet.style,
      palette: Array.isArray(palette) ? palette.filter(isText).slice(0, paletteMax) : [],
      strokeWidth: typeof strokeWidth === 'number' ? strokeWidth : undefined,
    }
  } catch {
    return emptySet
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
