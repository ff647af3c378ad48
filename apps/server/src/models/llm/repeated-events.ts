import type { AnswerPart } from './connected-model.ts'

/**
 * Almost all events of a stream differ from an earlier one in nothing but a text of the answer. Their texts
 * are read without parsing them, because that would cost more than all else about them.
 */
export type RepeatedEvents = {
  /** The text of such an event, which has no other part; undefined if the event has to be parsed. */
  read(event: string | undefined, data: string): string | undefined
  /** To be called with an event that was parsed: those after it may repeat it. */
  learn(event: string | undefined, data: string): void
}

/** What is around the text of an event, as JSON. */
type Surroundings = { event: string | undefined; before: string; after: string }

/**
 * @param readParts parses an event, and returns what it adds to an answer. A text that is not empty must come
 * out as it is in the event.
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
      // The same words may be in another field.
      if (textOf(event, before + probe + after) === probe) known = { event, before, after }
    },
  }
}

/** Servers whose events all differ are not tried for ever. */
const attemptsMax = 10
const probe = 'any other text'
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259, section 7, does not allow these
const escaped = /["\\\x00-\x1f]/

/** Undefined if it is no text of JSON: then the event has other fields where its text seemed to be. */
function parseText(written: string): string | undefined {
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return undefined
  }
}
