import type { AnswerPart } from './connected-model.ts'

/**
 * Almost all events of a stream differ from an earlier one only in a text of the answer. The texts of these
 * events are read without parsing JSON, because parsing would be the largest cost.
 */
export type RepeatedEvents = {
  /** The text of such an event, which is its only part; undefined if the event must be parsed. */
  read(event: string | undefined, data: string): string | undefined
  /** Must be called with each event that was parsed, because later events may repeat it. */
  learn(event: string | undefined, data: string): void
}

/** The JSON of an event before and after its text. */
type Surroundings = { event: string | undefined; before: string; after: string }

/**
 * @param readParts parses an event, and returns what it adds to an answer. It must return a text that is not
 * empty unchanged.
 */
export function createRepeatedEvents(
  readParts: (event: string | undefined, data: string) => AnswerPart[],
): RepeatedEvents {
  let known: Surroundings | undefined
  let attempts = 0

  function textOf(event: string | undefined, data: string): string | undefined {
    const [part, ...others] = readParts(event, data)
    return part?.kind === 'text' && others.length === 0 ? part.text : undefined
  }

  return {
    read(event, data) {
      if (known === undefined || event !== known.event) return undefined
      const { before, after } = known
      if (data.length <= before.length + after.length) return undefined
      if (!data.startsWith(before) || !data.endsWith(after)) return undefined
      const written = data.slice(before.length, data.length - after.length)
      return escaped.test(written) ? parseText(written) : written
    },
    learn(event, data) {
      if (attempts >= attemptsMax) return
      attempts += 1
      const text = textOf(event, data)
      if (text === undefined) return
      const written = JSON.stringify(text)
      const at = data.indexOf(written)
      if (at < 0) return
      const [before, after] = [data.slice(0, at + 1), data.slice(at + written.length - 1)]
      // Another field may have the same text, so check that this one is the text of the answer.
      if (textOf(event, before + probe + after) === probe) known = { event, before, after }
    },
  }
}

/** Bounds the cost for servers whose events all differ. */
const attemptsMax = 10
const probe = 'any other text'
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259, section 7, does not allow these
const escaped = /["\\\x00-\x1f]/

/** Undefined if it is not the inside of a JSON string. Then it contains other fields, too. */
function parseText(written: string): string | undefined {
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return undefined
  }
}
