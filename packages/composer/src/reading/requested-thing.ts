import type { PlanThing, ThingOptions } from '../plan/scene-plan.ts'
import { isColour } from '../words/colours.ts'
import type { Phrase } from './phrase.ts'
import type { Request } from './request.ts'

/** The text, chart, diagram or card that a phrase asks for. */
export function requestedThing(id: string, phrase: Phrase, request: Request): PlanThing {
  const placedAt = phrase.spot ? { place: { at: phrase.spot } } : {}
  const options = { id, ...placedAt, ...coloursOf(phrase.colours, 1) }
  if (request.kind === 'chart') {
    const { chart, values, labels } = request
    // "30% red and 70% blue": the names are the colours.
    if (labels?.every(isColour))
      return { ...options, chart, values, colours: { all: labels.map((label) => label.toLowerCase()) } }
    return { ...options, chart, values, ...(labels ? { labels } : {}) }
  }
  if (request.kind === 'diagram')
    return {
      ...options,
      diagram: request.diagram,
      ...(request.labels.length > 0 ? { labels: request.labels } : {}),
    }
  const { frame } = phrase
  if (request.kind === 'card')
    return {
      ...options,
      colours: { frame: phrase.colours[0] ?? request.colour },
      text: request.text,
      mood: phrase.mood ?? request.mood,
      frame: request.frame,
    }
  return {
    ...options,
    ...(frame && phrase.colours[0] ? { colours: { frame: phrase.colours[0] } } : {}),
    text: request.text,
    ...(phrase.mood ? { mood: phrase.mood } : {}),
    ...(frame ? { frame } : {}),
  }
}

/** The first colour is that of the body; copies use the colours in turn. */
export function coloursOf(colours: readonly string[], count: number): Pick<ThingOptions, 'colours'> {
  const [first, second] = colours
  if (first === undefined) return {}
  if (count > 1 && colours.length > 1) return { colours: { all: colours } }
  return { colours: second === undefined ? { all: first } : { all: first, second } }
}

export function wordsOf({ modifiers, noun }: Phrase): string {
  return [...modifiers, noun?.words ?? ''].join(' ').trim()
}
