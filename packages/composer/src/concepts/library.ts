import { type ArtFile, type ArtIndex, type Drawing, readArtIndex } from '../art/art-file.ts'
import { artOrigins } from '../art/set-facts.ts'
import type { Face, FaceName } from '../lettering/face.ts'
import type { Concept, ConceptKind } from './concept.ts'
import { type Lexicon, openLexicon } from './lexicon.ts'

/** Everything that can be drawn, by full name and by emoji. Names are folded and singular. */
export type Library = {
  named(name: string): Concept | undefined
  hasName(name: string): boolean
  names(): Iterable<string>
  /** Whether the name only has a similar drawing. The report of a picture must say so. */
  isNear(name: string): boolean
  /** By code points, as `emojiKey` writes them. */
  ofEmoji(key: string): Concept | undefined
  /** The text of a drawing in the art file. */
  readDrawing(drawing: Drawing): string
  /** Folded words and phrases of a language with their English translations; empty for an unknown locale. */
  readDictionary(locale: string): ReadonlyMap<string, string>
  /** Longitudes and latitudes of the edges of a map: left, top, right, bottom, in degrees. */
  frameOf(label: string): ArtIndex['frames'][string] | undefined
  /** Parts of speech and kinds of English words. */
  lexicon: Lexicon
  readFace(name: FaceName): Face
}

/**
 * Opens the art. It takes about 20 ms of CPU time and some megabytes of memory; concepts are created on
 * demand.
 */
export function openLibrary(file: ArtFile): Library {
  const { index, base } = readArtIndex(file)
  const names = new Map(index.names.map((name, at) => [name, index.namesOf[at] ?? -1]))
  const emoji = new Map(index.emojiKeys.map((key, at) => [key, index.emojiOf[at] ?? -1]))
  const near = new Set(index.near)
  const made = new Map<number, Concept>()
  const faces = new Map<FaceName, Face>()
  const conceptAt = (place: number | undefined): Concept | undefined => {
    if (place === undefined) return undefined
    let concept = made.get(place)
    if (!concept) {
      concept = makeConcept(index, base, place)
      if (concept) made.set(place, concept)
    }
    return concept
  }
  return {
    named: (name) => conceptAt(names.get(name)),
    hasName: (name) => names.has(name),
    names: () => names.keys(),
    isNear: (name) => near.has(name),
    ofEmoji: (key) => conceptAt(emoji.get(key)),
    frameOf: (label) => index.frames[label],
    readDrawing: ({ at, bytes }) => file.readText(at, bytes),
    lexicon: openLexicon(file.readText(base + index.lexicon[0], index.lexicon[1])),
    readFace(name) {
      let face = faces.get(name)
      if (!face) {
        const [at, bytes] = index.faces[name] ?? [0, 0]
        face =
          bytes === 0 ? { glyphs: {}, kerning: {} } : (JSON.parse(file.readText(base + at, bytes)) as Face)
        faces.set(name, face)
      }
      return face
    },
    readDictionary(locale) {
      const place = index.dictionaries[locale]
      if (!place) return new Map()
      const pairs = JSON.parse(file.readText(base + place[0], place[1])) as Record<string, string>
      return new Map(Object.entries(pairs))
    },
  }
}

function makeConcept(index: ArtIndex, base: number, place: number): Concept | undefined {
  const label = index.labels[place]
  if (label === undefined) return undefined
  const drawing = (manner: number) => makeDrawing(index, base, index.art[place * 3 + manner] ?? -1)
  const emoji = index.emoji[place]
  return {
    label,
    kind: index.kinds[place] as ConceptKind,
    art: { flat: drawing(0), shaded: drawing(1), stroke: drawing(2) },
    ...(emoji ? { emoji } : {}),
  }
}

function makeDrawing({ drawings }: ArtIndex, base: number, place: number): Drawing | undefined {
  if (place < 0) return undefined
  const value = (at: number) => drawings[place * 7 + at] ?? 0
  return {
    origin: artOrigins[value(0)] ?? 'own',
    at: base + value(1),
    bytes: value(2),
    box: { x: value(3) / 100, y: value(4) / 100, width: value(5) / 100, height: value(6) / 100 },
  }
}
