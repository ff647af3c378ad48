import type { ArtOrigin, ArtSetName } from '../art/set-facts.ts'
import { type Concept, type ConceptKind, kindOf } from '../concepts/concept.ts'
import { emojiKey } from '../concepts/emoji-key.ts'
import { foldText, phraseOf } from '../words/word-forms.ts'
import { type MapFrame, readCountryMaps } from './country-maps.ts'
import { type ArtSet, openArtSet, readPackageJson } from './icon-sets.ts'
import { madeAliasLines } from './made-aliases.data.ts'
import { moreAliasLines } from './more-aliases.data.ts'
import { moreSilhouetteLines } from './more-silhouettes.data.ts'
import { naturalAliasLines } from './natural-aliases.data.ts'
import { nearAliasLines } from './near-aliases.data.ts'
import { kindOfOwn, ownArt } from './own-art.ts'
import { silhouetteLines } from './silhouettes.data.ts'
import { strokeNames, strokesOfOtherThings } from './stroke-names.data.ts'

/** A drawing, identified by its set and its name in the set. */
export type DrawingName = { origin: ArtOrigin; name: string }

export type NamedConcept = Concept<DrawingName>

/** Everything that can be drawn, by full name and by emoji. */
export type Gathered = {
  concepts: readonly NamedConcept[]
  byName: ReadonlyMap<string, NamedConcept>
  byEmoji: ReadonlyMap<string, NamedConcept>
  /** English labels of emoji as dictionaries of other languages write them. */
  labelByEmoji: ReadonlyMap<string, string>
  /** Names that only have a similar drawing. The report of a picture must say so. */
  approximate: ReadonlySet<string>
  /** Of the maps of countries, by label. */
  frames: Readonly<Record<string, MapFrame>>
  /** The markup of a drawing, without a root element. */
  read(drawing: DrawingName): string | undefined
  bytesOf(drawing: DrawingName): number
}

type Sets = Record<Exclude<ArtSetName, 'atlas'>, ArtSet>

type EmojiEntry = { label: string; hexcode: string; emoji: string; subgroup?: number; tags?: string[] }

/** Companies that most people know, although their names mean something else. */
const knownBrands = new Set(
  'apple shell puma tesla ford dell visa steam slack signal medium stripe square discord sketch unity meta uber jeep fiat nike target mini seat opera brave safari zoom dropbox orange notion telegram line twitch tinder delta audible roku'.split(
    ' ',
  ),
)

/** @param isWord whether a word has a meaning of its own. */
export function gatherConcepts(isWord: (word: string) => boolean): Gathered {
  const sets: Sets = {
    fluent: openArtSet('fluent'),
    noto: openArtSet('noto'),
    tabler: openArtSet('tabler'),
    lucide: openArtSet('lucide'),
    game: openArtSet('game'),
    flags: openArtSet('flags'),
    mdi: openArtSet('mdi'),
    brands: openArtSet('brands'),
  }
  const byName = new Map<string, NamedConcept>()
  const byEmoji = new Map<string, NamedConcept>()
  const labelByEmoji = new Map<string, string>()
  const byLabel = new Map<string, NamedConcept>()
  const concepts: NamedConcept[] = []

  const addConcept = (concept: NamedConcept) => {
    concepts.push(concept)
    byLabel.set(concept.label, concept)
    for (const name of namesOf(concept)) {
      // "house" takes precedence over "houses", although both are looked up as "house".
      const known = byName.get(name)
      if (!known || (foldText(known.label) !== name && foldText(concept.label) === name))
        byName.set(name, concept)
    }
  }

  const addIcon = (target: string): NamedConcept => {
    const [, set, name = ''] = /^(tabler|lucide) (.+)$/.exec(target) ?? []
    if ((set !== 'tabler' && set !== 'lucide') || !sets[set].has(name)) {
      throw new Error(`The alias table names "${target}", which no set draws`)
    }
    const known = byName.get(phraseOf(name.replaceAll('-', ' ')))
    if (known) return known
    const concept: NamedConcept = {
      label: name.replaceAll('-', ' '),
      kind: 'icon',
      art: { stroke: { origin: set, name } },
    }
    addConcept(concept)
    return concept
  }

  const emojis = readPackageJson<EmojiEntry[]>('emojibase-data/en/data.json')
  const charts = {
    fluent: readPackageJson<Record<string, string>>('@iconify-json/fluent-emoji-flat/chars.json'),
    noto: readPackageJson<Record<string, string>>('@iconify-json/noto/chars.json'),
  }
  for (const { label, hexcode, emoji, subgroup, tags } of emojis) {
    const code = emojiKey(hexcode)
    const drawn = (set: 'fluent' | 'noto') => {
      const name = charts[set][code]
      return name !== undefined && sets[set].has(name) ? { origin: set, name } : undefined
    }
    const flat = drawn('fluent') ?? findFlag(sets, label, tags)
    const art = { flat, shaded: drawn('noto'), stroke: findStroke(sets, label) }
    if (!art.flat && !art.shaded) continue
    const concept: NamedConcept = { label, kind: kindOf(subgroup), art, emoji }
    byEmoji.set(code, concept)
    labelByEmoji.set(emoji, label)
    addConcept(concept)
  }
  for (const name of Object.keys(ownArt)) {
    addConcept({
      label: name,
      kind: kindOfOwn(name),
      art: { flat: { origin: 'own', name }, stroke: findStroke(sets, name) },
    })
  }
  const silhouettes = readSilhouettes()
  for (const { drawing, kind, names } of silhouettes.values()) {
    const [label = ''] = names
    if (!sets[drawing.origin].has(drawing.name)) throw new Error(`No set draws "${drawing.name}"`)
    addConcept({ label, kind, art: { flat: drawing, stroke: findStroke(sets, label) } })
    for (const name of names.map(phraseOf)) byName.set(name, byLabel.get(label) as NamedConcept)
  }
  for (const set of ['lucide', 'tabler'] as const) {
    for (const name of sets[set].names()) {
      const label = name.replaceAll('-', ' ')
      if (!isPlainIcon(name) || byName.has(phraseOf(label))) continue
      addConcept({ label, kind: 'icon', art: { stroke: { origin: set, name } } })
    }
  }
  const maps = new Map<string, string>()
  const frames: Record<string, MapFrame> = {}
  for (const { names, markup, frame } of readCountryMaps()) {
    const [name = ''] = names
    maps.set(name, markup)
    frames[`${name} map`] = frame
    addConcept({ label: `${name} map`, kind: 'symbol', art: { flat: { origin: 'atlas', name } } })
    for (const other of names)
      for (const called of [`${other} map`, `map of ${other}`])
        byName.set(phraseOf(called), byLabel.get(`${name} map`) as NamedConcept)
  }
  const approximate = new Set<string>()
  for (const { target, names, near } of readAliases()) {
    const concept = byLabel.get(target) ?? addIcon(target)
    for (const name of names.map(phraseOf)) {
      const known = byName.get(name)
      if (near && known && known.kind !== 'icon') continue
      byName.set(name, concept)
      if (near) approximate.add(name)
    }
  }
  // A word that also has another meaning is drawn with that meaning: "a shell logo" shows a shell, "a Shell
  // logo" is looked up as a "shell brand logo".
  for (const brand of sets.brands.names()) {
    const known = byName.get(phraseOf(brand))
    if (!/^[a-z][a-z0-9]+$/.test(brand)) continue
    const meansMore = (known && known.kind !== 'icon') || isWord(brand)
    if (meansMore && !knownBrands.has(brand)) continue
    addConcept({
      label: meansMore ? `${brand} brand logo` : `${brand} logo`,
      kind: 'symbol',
      art: { flat: { origin: 'brands', name: brand } },
    })
  }
  return {
    concepts,
    byName,
    byEmoji,
    labelByEmoji,
    approximate,
    frames,
    read({ origin, name }) {
      if (origin === 'own') return ownArt[name]
      if (origin === 'atlas') return maps.get(name)
      if (origin === 'brands') return sets.brands.read(name)?.replaceAll('currentColor', '#2f343c')
      const colour = silhouettes.get(`${origin} ${name}`)?.colour
      const markup = sets[origin].read(name)
      return colour === undefined ? markup : markup?.replaceAll('currentColor', colour)
    },
    bytesOf({ origin, name }) {
      if (origin === 'own') return ownArt[name]?.length ?? 0
      return origin === 'atlas' ? (maps.get(name)?.length ?? 0) : sets[origin].bytesOf(name)
    },
  }
}

/** The flag of a country. Emoji have the country's code (ISO 3166-1, two letters) among their tags. */
function findFlag({ flags }: Sets, label: string, tags: string[] = []): DrawingName | undefined {
  if (!label.startsWith('flag: ')) return undefined
  const name = tags.map((tag) => tag.toLowerCase().replace(/^gb(?=...)/, 'gb-')).find((tag) => flags.has(tag))
  return name === undefined ? undefined : { origin: 'flags', name }
}

function namesOf({ label, kind }: NamedConcept): string[] {
  const name = phraseOf(label)
  const flagged = /^flag (.+)$/.exec(name)?.[1]
  if (kind === 'flag' && flagged)
    return [name, `${flagged} flag`, `flag of ${flagged}`, `flag of the ${flagged}`]
  return [name]
}

function readAliases(): { target: string; names: string[]; near: boolean }[] {
  return [naturalAliasLines, nearAliasLines, madeAliasLines, moreAliasLines]
    .flatMap((lines) => lines.trim().split('\n'))
    .map((line) => {
      const [target = '', names = ''] = line.split(': ')
      return {
        target: target.replace(/^~/, '').replace(/^own /, ''),
        names: names.split(', '),
        near: target.startsWith('~'),
      }
    })
}

type Silhouette = {
  drawing: { origin: 'game' | 'mdi'; name: string }
  colour: string
  kind: ConceptKind
  names: string[]
}

function readSilhouettes(): Map<string, Silhouette> {
  return new Map(
    [silhouetteLines, moreSilhouetteLines]
      .flatMap((lines) => lines.trim().split('\n'))
      .map((line) => {
        const [, mdi, name = '', colour = '', kind = 'thing', names = ''] =
          /^(mdi:)?(\S+) (#\w{6})(?: (\w+))?: (.+)$/.exec(line) ?? []
        const origin = mdi ? 'mdi' : 'game'
        const drawing = { origin, name } as const
        return [
          `${origin} ${name}`,
          { drawing, colour, kind: kind as ConceptKind, names: names.split(', ') },
        ] as const
      }),
  )
}

/**
 * Variants that differ only in a badge, a frame or a state. There would be more of them than of plain icons.
 */
function isPlainIcon(name: string): boolean {
  return !/(?:^brand-|-filled$|-off$|-\d+$|^(?:letter|number|circle|square|hexagon|file|folder|device|message|layout|align|arrow|arrows|user|calendar|clock|map-pin|shopping|brand|sort|text|table|box|border|git|badge|chart|cloud|currency)-)/.test(
    name,
  )
}

function findStroke(sets: Sets, label: string): DrawingName | undefined {
  if (strokesOfOtherThings.has(label)) return undefined
  const slug = foldText(label).replaceAll(/[^a-z0-9]+/g, '-')
  const slugs = [slug, slug.replace(/-face$/, ''), strokeNames[label]]
  for (const set of ['lucide', 'tabler'] as const) {
    for (const name of slugs) if (name !== undefined && sets[set].has(name)) return { origin: set, name }
  }
  return undefined
}
