import type { Writable } from 'node:stream'

/** What the program has from its caller. */
export type Terminal = {
  environment: Readonly<Record<string, string | undefined>>
  input: NodeJS.ReadStream
  /** The result alone. */
  output: Writable & { isTTY?: boolean }
  /** Progress, notes and errors. */
  errors: Writable & { isTTY?: boolean; columns?: number; rows?: number }
}

/** Controls, those of bidirectional text (UAX #9), and Unicode's own line breaks. */
const steering = /[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/gu

/** Texts of the service and of other people move no cursor. */
export const escapeControls = (text: string): string =>
  text.replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const escapeLine = (text: string): string => escapeControls(text).replaceAll('\n', ' ')

/** The result of a command. */
export const printResult = ({ output }: Pick<Terminal, 'output'>, text: string): void =>
  void output.write(`${escapeControls(text)}\n`)

/** A note beside the result. */
export const printNote = ({ errors }: Pick<Terminal, 'errors'>, text: string): void =>
  void errors.write(`${escapeControls(text)}\n`)

/** A whole text from standard input, or the text that was given; `-` stands for standard input. */
export async function readText({ input }: Pick<Terminal, 'input'>, given: string): Promise<string> {
  if (given !== '-') return given
  input.setEncoding('utf8')
  let text = ''
  for await (const chunk of input) text += chunk
  return text
}
