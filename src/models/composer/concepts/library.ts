import { ownArt } from '../art/own-art.ts'
import { type ArtSet, type ArtSetName, openArtSet, readPackageJson } from '../art/sets.ts'
import { madeAliasLines } from '../words/made-aliases.data.ts'
import { naturalAliasLines } from '../words/natural-aliases.data.ts'
import { foldText, phraseOf, wordsOf } from '../words/word-forms.ts'
import { type Concept, kindOf, kindWeights } from './concept.ts'

export type Posting = { concept: Concept; weight: number }

/** Everything that can be drawn, by full name, by word and by emoji. Built once, on first use. */
export type Library = {
  sets: Record<ArtSetName, ArtSet>
  concepts: readonly Concept[]
  byName: ReadonlyMap<string, Concept>
  byWord: ReadonlyMap<string, readonly Posting[]>
  byEmoji: ReadonlyMap<string, Concept>
  /** English labels of emoji as dictionaries of other languages write them. */
  labelByEmoji: ReadonlyMap<string, string>
  /** Names that only have a near drawing, which the picture must admit. */
  approximate: ReadonlySet<string>
}

type EmojiEntry = { label: string; hexcode: string; emoji: string; tags?: string[]; subgroup?: number }

export function buildLibrary(): Library {
  const sets = {
    fluent: openArtSet('fluent'),
    noto: openArtSet('noto'),
    tabler: openArtSet('tabler'),
    lucide: openArtSet('lucide'),
  }
  const words = new Map<string, Posting[]>()
  const byName = new Map<string, Concept>()
  const byEmoji = new Map<string, Concept>()
  const labelByEmoji = new Map<string, string>()
  const byLabel = new Map<string, Concept>()
  const concepts: Concept[] = []

  const addConcept = (concept: Concept, tags: readonly string[]) => {
    concepts.push(concept)
    byLabel.set(concept.label, concept)
    for (const name of namesOf(concept)) {
      // "house" outranks "houses", though both are looked up as "house".
      const known = byName.get(name)
      if (!known || (foldText(known.label) !== name && foldText(concept.label) === name))
        byName.set(name, concept)
    }
    addWords(words, concept, tags)
  }

  const addIcon = (target: string): Concept => {
    const [, set, name = ''] = /^(tabler|lucide) (.+)$/.exec(target) ?? []
    if ((set !== 'tabler' && set !== 'lucide') || !sets[set].has(name)) {
      throw new Error(`The alias table names "${target}", which no set draws`)
    }
    const known = byName.get(phraseOf(name.replaceAll('-', ' ')))
    if (known) return known
    const concept: Concept = {
      label: name.replaceAll('-', ' '),
      kind: 'icon',
      art: { stroke: { set, name } },
    }
    addConcept(concept, [])
    return concept
  }

  const emojis = readPackageJson<EmojiEntry[]>('emojibase-data/en/data.json')
  const charts = {
    fluent: readPackageJson<Record<string, string>>('@iconify-json/fluent-emoji-flat/chars.json'),
    noto: readPackageJson<Record<string, string>>('@iconify-json/noto/chars.json'),
  }
  for (const { label, hexcode, emoji, tags = [], subgroup } of emojis) {
    const code = emojiKey(hexcode)
    const drawn = (set: 'fluent' | 'noto') => {
      const name = charts[set][code]
      return name !== undefined && sets[set].has(name) ? name : undefined
    }
    const art = { fluent: drawn('fluent'), noto: drawn('noto'), stroke: findStroke(sets, label) }
    if (art.fluent === undefined && art.noto === undefined) continue
    const concept: Concept = { label, kind: kindOf(subgroup), art, emoji }
    byEmoji.set(code, concept)
    labelByEmoji.set(emoji, label)
    addConcept(concept, tags)
  }
  for (const name of Object.keys(ownArt)) {
    addConcept({ label: name, kind: 'thing', art: { own: name, stroke: findStroke(sets, name) } }, [])
  }
  for (const set of ['lucide', 'tabler'] as const) {
    for (const name of sets[set].names()) {
      const label = name.replaceAll('-', ' ')
      if (!isPlainIcon(name) || byName.has(phraseOf(label))) continue
      addConcept({ label, kind: 'icon', art: { stroke: { set, name } } }, [])
    }
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
  return {
    sets,
    concepts,
    byName,
    byWord: weighByRarity(words, concepts.length),
    byEmoji,
    labelByEmoji,
    approximate,
  }
}

/** Code points without the presentation selector and skin tones: the key under which one drawing serves all tones. */
export function emojiKey(hexcode: string): string {
  return hexcode
    .toLowerCase()
    .split('-')
    .filter((code) => code !== 'fe0f' && !/^1f3f[b-f]$/.test(code))
    .join('-')
}

function namesOf({ label, kind }: Concept): string[] {
  const name = phraseOf(label)
  const flagged = /^flag (.+)$/.exec(name)?.[1]
  if (kind === 'flag' && flagged) return [name, `${flagged} flag`, `flag of ${flagged}`]
  return [name]
}

function addWords(words: Map<string, Posting[]>, concept: Concept, tags: readonly string[]): void {
  const weights = new Map<string, number>()
  const note = (word: string, weight: number) => {
    if (word.length > 1) weights.set(word, Math.max(weights.get(word) ?? 0, weight))
  }
  const label = wordsOf(concept.label)
  // The last word of an English name says what the thing is, the words before it say which.
  for (const [at, word] of label.entries()) {
    note(word, (at === label.length - 1 ? 6 : 3.5) / Math.sqrt(label.length))
  }
  for (const tag of tags) {
    const parts = wordsOf(tag)
    for (const part of parts) note(part, 2.2 / parts.length)
  }
  for (const [word, weight] of weights) {
    const posting = { concept, weight: weight * kindWeights[concept.kind] }
    const known = words.get(word)
    if (known) known.push(posting)
    else words.set(word, [posting])
  }
}

/** A word that hundreds of drawings share says little about which one is meant. */
function weighByRarity(words: Map<string, Posting[]>, total: number): Map<string, Posting[]> {
  for (const postings of words.values()) {
    const rarity = Math.log(total / postings.length) / Math.log(total)
    for (const posting of postings) posting.weight *= 0.4 + 0.6 * rarity
  }
  return words
}

function readAliases(): { target: string; names: string[]; near: boolean }[] {
  return [naturalAliasLines, madeAliasLines]
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

/** Variants that only differ in a badge, a frame or a state would drown the plain icon they vary. */
function isPlainIcon(name: string): boolean {
  return !/(?:^brand-|-filled$|-off$|-\d+$|^(?:letter|number|circle|square|hexagon|file|folder|device|message|layout|align|arrow|arrows|user|calendar|clock|map-pin|shopping|brand|sort|text|table|box|border|git|badge|chart|cloud|currency)-)/.test(
    name,
  )
}

function findStroke(sets: Record<'tabler' | 'lucide', ArtSet>, label: string) {
  const slug = foldText(label).replaceAll(/[^a-z0-9]+/g, '-')
  const slugs = [slug, slug.replace(/-face$/, ''), strokeNames[label]]
  for (const set of ['lucide', 'tabler'] as const) {
    for (const name of slugs) if (name !== undefined && sets[set].has(name)) return { set, name }
  }
  return undefined
}

/** Emoji whose stroke icon goes by another name. */
const strokeNames: Record<string, string> = {
  automobile: 'car',
  'racing car': 'car',
  airplane: 'plane',
  'deciduous tree': 'tree-deciduous',
  'evergreen tree': 'tree-pine',
  'palm tree': 'tree-palm',
  'red apple': 'apple',
  'green apple': 'apple',
  'red heart': 'heart',
  'hot beverage': 'coffee',
  'birthday cake': 'cake',
  'light bulb': 'lightbulb',
  'crescent moon': 'moon',
  'full moon': 'moon',
  bicycle: 'bike',
  'open book': 'book-open',
  'closed book': 'book',
  gear: 'settings',
  locked: 'lock',
  'wrapped gift': 'gift',
  hamburger: 'hamburger',
  'mobile phone': 'smartphone',
  desktop: 'monitor',
  'desktop computer': 'monitor',
  television: 'tv',
  'soft ice cream': 'ice-cream-cone',
  'ice cream': 'ice-cream-bowl',
  doughnut: 'donut',
  'cheese wedge': 'cheese',
  'wine glass': 'wine',
  'beer mug': 'beer',
  'chart increasing': 'trending-up',
  'bar chart': 'chart-bar',
  'money bag': 'moneybag',
  envelope: 'mail',
  'magnifying glass tilted left': 'search',
  'couch and lamp': 'sofa',
  'alarm clock': 'alarm-clock',
  'high voltage': 'zap',
  droplet: 'droplet',
  mountain: 'mountain',
  'snow-capped mountain': 'mountain-snow',
  'delivery truck': 'truck',
  'motor scooter': 'scooter',
  'speech balloon': 'message-circle',
  headphone: 'headphones',
  'musical note': 'music',
  'water wave': 'waves',
  'graduation cap': 'graduation-cap',
  wrench: 'wrench',
  'soccer ball': 'ball-football',
  'office building': 'building-2',
  'video game': 'gamepad-2',
  'artist palette': 'palette',
  globe: 'globe',
  'globe showing Europe-Africa': 'earth',
  'ringed planet': 'planet',
  'four leaf clover': 'clover',
  rabbit: 'rabbit',
  honeybee: 'bee',
  'hot air balloon': 'air-balloon',
  'lady beetle': 'bug',
}
