import type { Answer } from '../api/index.ts'

/** `svg` is stored without what the policy does not allow; `image` is traced. */
export type FileKind = 'svg' | 'image'

/** What a file dialog of the browser offers. */
export const acceptedFiles = '.svg,.png,.jpg,.jpeg,.webp,image/svg+xml,image/png,image/jpeg,image/webp'

const mebibyte = 1024 * 1024
const sizeMax = { svg: 2 * mebibyte, image: 8 * mebibyte }

/** By its type, or without one by the end of its name; undefined for other files. */
export function kindOf({ type, name }: Pick<File, 'type' | 'name'>): FileKind | undefined {
  if (type === 'image/svg+xml' || (type === '' && /\.svg$/i.test(name))) return 'svg'
  if (/^image\/(png|jpeg|webp)$/.test(type)) return 'image'
  return undefined
}

/** Why a file cannot be used, as a sentence. */
export function findFileProblem(file: Pick<File, 'type' | 'name' | 'size'>): string | undefined {
  const kind = kindOf(file)
  if (!kind) return 'Choose an SVG, PNG, JPEG or WebP file.'
  if (file.size > sizeMax[kind])
    return `This file is too large: at most ${sizeMax[kind] / mebibyte} MB for ${kind === 'svg' ? 'an SVG' : 'an image'}.`
  return undefined
}

const titleCharsMax = 500

/** The name of a file as a title: without its ending, with spaces between its words. */
export const titleOf = ({ name }: Pick<File, 'name'>): string =>
  name
    .replace(/\.\w+$/, '')
    .replace(/[\p{Cc}_\s-]+/gu, ' ')
    .trim()
    .slice(0, titleCharsMax)

type Note = Extract<Answer<'POST /api/svg'>, { report: unknown }>['report']['notes'][number]

const noteWords: Record<string, (subject: string) => string> = {
  element_dropped: (subject) => `<${subject}> was left out`,
  attribute_dropped: (subject) => `${subject} was left out`,
  value_dropped: (subject) => `a value of ${subject} was left out`,
  external_reference: (subject) => `${subject} points to another address and was left out`,
  dangling_reference: (subject) => `${subject} points to nothing and was left out`,
  cyclic_reference: (subject) => `${subject} points to itself and was left out`,
  duplicate_id: (subject) => `the id ${subject} was used twice; the second one was left out`,
  style_rule_dropped: (subject) => `the style rule ${subject} was left out`,
  instruction_dropped: (subject) => `the instruction ${subject} was left out`,
  nothing_drawn: (subject) => `${subject} draws nothing`,
}

/**
 * What was left out of an uploaded SVG, as sentences. Notes about what was only written in another way are
 * not repeated.
 */
export const describeNotes = (notes: readonly Note[]): string[] =>
  notes.flatMap(({ code, subject, count }) => {
    const words = noteWords[code]?.(subject)
    return words === undefined ? [] : [count > 1 ? `${words}, ${count} times` : words]
  })
