import type { Concept } from '../concepts/concept.ts'
import { findConcept } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { countMax, type PlanThing } from '../plan/scene-plan.ts'
import type { PictureReport } from '../report/report.ts'
import { traitsOf } from '../traits/traits.ts'
import { cityLines } from '../words/cities.data.ts'
import { isColour } from '../words/colours.ts'
import { numberWords } from '../words/grammar.ts'
import { foldText, phraseOf } from '../words/word-forms.ts'

/** Marks on a map: "a red dot on Paris". */
export type MapMark = {
  mark: string
  count: number
  colour: string | undefined
  places: string[]
  words: string
}

type Kind = { shape: 'circle' | 'star' | 'cross' } | { concept: string }

const kinds: Readonly<Record<string, Kind>> = {
  dot: { shape: 'circle' },
  point: { shape: 'circle' },
  spot: { shape: 'circle' },
  mark: { shape: 'circle' },
  circle: { shape: 'circle' },
  star: { shape: 'star' },
  cross: { shape: 'cross' },
  pin: { concept: 'round pushpin' },
  pushpin: { concept: 'round pushpin' },
  marker: { concept: 'round pushpin' },
  flag: { concept: 'triangular flag' },
}

const name = "[\\p{L}'’-]+(?:\\s(?!and\\b|with\\b|in\\b|on\\b|next\\b)[\\p{L}'’-]+){0,3}"
const pattern = new RegExp(
  `(?:,?\\s*\\b(?:with|and|showing|has)\\s+)?\\b(?:(an?|the|one|two|three|four|five|six|seven|eight|nine|ten|several|\\d{1,2})\\s+)?((?:[\\p{L}]+\\s+)??)(${Object.keys(kinds).join('|')})s?\\s*(?:(?:on|at|in|over|for|marking)\\s+(?:top of\\s+)?(?:the\\s+)?(${name}(?:(?:,\\s*|\\s+and\\s+)(?!an?\\b)${name})*))?(?=[\\s.,;!]|$)`,
  'giu',
)

/** Extracts the marks from a sentence about a map. A country that is marked becomes a map. */
export function extractMarks(library: Library, sentence: string): { rest: string; marks: MapMark[] } {
  const marks: MapMark[] = []
  const hasMap = /\bmaps?\b/i.test(sentence)
  const rest = sentence.replace(
    pattern,
    (whole, number: string, adjective: string, mark: string, where?: string) => {
      const quality = adjective.trim().toLowerCase()
      if (quality !== '' && !isColour(quality) && !/^(?:small|big|large|little)$/.test(quality)) return whole
      const places = (where ?? '')
        .split(/,\s*|\s+and\s+/iu)
        .map(foldText)
        .filter((place) => place !== '')
      const country = places.find((place) => library.hasName(phraseOf(`${place} map`)))
      const known = places.every((place) => isMapWord(place) || place === country || cities.has(place))
      if (hasMap ? !known && !places.every((place) => /^[\p{L} '’-]+$/u.test(place)) : country === undefined)
        return whole
      const said = number?.toLowerCase() ?? ''
      const count = /^\d+$/.test(said) ? Number(said) : (numberWords.get(said) ?? 1)
      marks.push({
        mark: mark.toLowerCase(),
        count: Math.max(1, Math.min(countMax, count)),
        colour: isColour(quality) ? quality : undefined,
        places: places.filter((place) => !isMapWord(place) && (hasMap || place !== country)),
        words: whole.replace(/^[,\s]*(?:with|and|showing|has)\s+/iu, '').trim(),
      })
      const isOnlyMap = /\bmaps?\b/iu.test(where ?? '') && !/\bmaps?\b/iu.test(sentence.replace(whole, ''))
      if (isOnlyMap) return ` ${where} `
      return hasMap ? ' ' : ` a map of ${country} `
    },
  )
  return { rest, marks }
}

/** "on it", "on the map", "in the middle" name no place. */
function isMapWord(place: string): boolean {
  return /^(?:it|map|world map|middle|center|centre|capital|its capital|.* map|map .*)$/.test(place)
}

/** The marks as things on the map of the plan. Marks that cannot be on it go into the report. */
export function addMarks(
  library: Library,
  things: readonly PlanThing[],
  marks: readonly MapMark[],
  report: PictureReport,
): PlanThing[] {
  const map = things.find(
    (thing) => 'concept' in thing && isMap(findConcept(library, thing.concept)?.concept),
  )
  const added: PlanThing[] = []
  for (const { mark, count, colour, places, words } of marks) {
    const kind = kinds[mark]
    if (!map || !('concept' in map) || !kind) {
      report.leftOut.push({ words, reason: 'not_drawable', kind: 'noun' })
      continue
    }
    const label = findConcept(library, map.concept)?.concept.label ?? ''
    const frame = library.frameOf(label)
    for (const place of places.length > 0 ? places : [undefined]) {
      const city = place === undefined ? undefined : cities.get(place)
      const isHere =
        city !== undefined && findConcept(library, `${city.country} map`)?.concept.label === label
      if (place !== undefined && !(isHere && frame))
        report.leftOut.push({ words: place, reason: 'unknown', kind: 'relation' })
      const taken = added.filter(({ id }) => id.startsWith(mark)).length
      added.push({
        id: taken === 0 ? mark : `${mark}-${taken + 1}`,
        ...kind,
        ...(count > 1 && places.length < 2 ? { count } : {}),
        ...('shape' in kind || colour !== undefined ? { colours: { all: colour ?? 'red' } } : {}),
        place: { on: map.id },
        ...(isHere && frame ? { point: pointOn(frame, city.at) } : {}),
      })
    }
  }
  return added
}

function isMap(concept: Concept | undefined): boolean {
  return concept !== undefined && traitsOf(concept).isMap
}

function pointOn(
  [left, top, right, bottom]: readonly [number, number, number, number],
  [longitude, latitude]: readonly [number, number],
): { x: number; y: number } {
  const turn = longitude < left - 1 ? 360 : longitude > right + 1 ? -360 : 0
  const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000
  return {
    x: share((longitude + turn - left) / (right - left)),
    y: share((top - latitude) / (top - bottom)),
  }
}

const cities = new Map(
  Object.entries(cityLines).flatMap(([country, line]) =>
    line.split(', ').map((entry) => {
      const [, city = '', longitude, latitude] = /^(.+) (\S+) (\S+)$/.exec(entry) ?? []
      return [city, { country, at: [Number(longitude), Number(latitude)] as const }] as const
    }),
  ),
)
