import { toSingular } from '../words/word-forms.ts'
import type { Gathered } from './gather-concepts.ts'
import type { NounMeaning, PartOfSpeech, WordNet } from './wordnet.ts'

/** WordNet's files of what can be seen: animals, artefacts, bodies, food, natural objects, people, plants. */
const visibleFiles = new Set([5, 6, 13, 17, 20])

/**
 * WordNet's files of what cannot be seen: acts, attributes, thoughts, feelings, motives, relations, states,
 * times.
 */
const abstractFiles = new Set([4, 7, 9, 12, 16, 24, 26, 28])

/** Of people named by what they do. */
const agentEndings = /^[a-z]+(?:er|or|ist|ian|eer|man|woman|ess)$/

/** Words for which WordNet's first meaning is an idea, although people mean the thing. */
const concrete = new Set('grave ufo goal suit cross face award medicine'.split(' '))

/**
 * How many levels above the word a drawing may be: a dog is drawn for a poodle, but no machine for a pump.
 */
const stepsMax = { living: 5, other: 2 }

/** Kinds that are too general to be drawn for a word: the drawing would be a guess. */
const tooGeneral = new Set(
  (
    'animal plant food fruit vegetable person thing object device instrument machine vehicle container tool building structure clothing ' +
    'garment furniture dish drink meal part piece line area point way store shop place room material paper cloth wood stone metal glass ' +
    'top bottom end head body cover case support frame system equipment plate sheet bar board block roll stick card sign mark picture ' +
    'work game toy gear wheel button lock key link hook light fire water ice leaf branch seed root egg meat bone shell wing tail feather ' +
    'plug switch filter screen monitor speaker signal control level scale chain knot pin needle thread tube pipe pill drug medicine ' +
    'weapon ammunition kitchen bathroom bedroom office page book document letter ball box market path track course passage shelter ' +
    'herb bush shrub grass cereal alcohol beverage restaurant location casino pan pot bomb engine star nebula computer statue location ' +
    'gem road street railway ridge hill mountain rock station factory wire fabric hat cap bag gun officer ' +
    'outlet socket ornament farm roof pool river dam sail pipe safe weight match wind award tap cable stamp server level medicine tape tray suit arch dome hose face finger cross frame trap slug charger chest block weight wheel block'
  ).split(' '),
)

/**
 * One line per word, sorted: `word TAB parts of speech by frequency TAB label of the nearest drawing`. A word
 * with a drawing under its own name has no third field. A compound has a line only if its last word would
 * mislead. `-` means that no drawing is near: a prairie dog is not a dog. `!` marks the name of an idea:
 * "love" is drawn as a heart if an emblem is requested, and otherwise not at all.
 */
export function compileLexicon(
  { byName, approximate }: Pick<Gathered, 'byName' | 'approximate'>,
  net: WordNet,
): string {
  const drawable = new Map([...byName].filter(([name]) => !approximate.has(name)))
  const known = new Map<string, string | undefined>()
  const ofWord = (word: string) => {
    if (!known.has(word)) known.set(word, drawable.get(word)?.label ?? nearestDrawing(net, word, drawable))
    return known.get(word)
  }
  const lines: string[] = []
  for (const [lemma, uses] of net.uses) {
    const word = lemma.replaceAll('_', ' ')
    if (!/^[a-z][a-z' -]*$/.test(word)) continue
    const named = byName.has(toSingular(word))
    let kin = uses.has('n') && !named ? nearestDrawing(net, word, drawable) : undefined
    const label = byName.get(toSingular(word))?.label ?? ''
    const isAlias = label !== word && !label.endsWith(` ${word}`)
    if (named && isAlias && uses.has('n') && !concrete.has(word) && isIdea(net, word)) kin = '!'
    else if (/[ -]/.test(word)) {
      if (named || !uses.has('n')) continue
      const last = word.split(/[ -]/).at(-1) ?? ''
      const ofLast = ofWord(last)
      if (kin === ofLast || (kin === undefined && isKindOf(net, word, last))) continue
      const [modifier = ''] = word.split(/[ -]/)
      // In a prompt, "white elephant" usually means an elephant that is white.
      if (kin === undefined && orderParts(net.uses.get(modifier) ?? new Map()).startsWith('a')) continue
      kin ??= '-'
    }
    lines.push(`${word.replaceAll('-', ' ')}\t${orderParts(uses)}${kin === undefined ? '' : `\t${kin}`}`)
  }
  return `${[...new Set(lines)].sort().join('\n')}\n`
}

function isIdea(net: WordNet, word: string): boolean {
  const first = net.meaning(net.meaningsOf(word)[0] ?? '')
  if (!first || !abstractFiles.has(first.file)) return false
  return !isKindOf(net, word, 'sport') && !isKindOf(net, word, 'game')
}

function isKindOf(net: WordNet, word: string, general: string): boolean {
  const seen = new Set<string>()
  const open = [...net.meaningsOf(word).slice(0, 1)]
  for (let offset = open.pop(); offset !== undefined; offset = open.pop()) {
    const meaning = seen.has(offset) ? undefined : net.meaning(offset)
    seen.add(offset)
    if (!meaning) continue
    if (meaning.words.includes(general)) return true
    open.push(...meaning.kinds)
  }
  return false
}

function orderParts(uses: ReadonlyMap<PartOfSpeech, number>): string {
  return [...uses]
    .toSorted(([a, first], [b, second]) => second - first || 'nvar'.indexOf(a) - 'nvar'.indexOf(b))
    .map(([part]) => part)
    .join('')
}

/** The nearest kind above the most frequent meaning of a word that has a drawing of its own name. */
function nearestDrawing(net: WordNet, word: string, byName: Gathered['byName']): string | undefined {
  const [first = ''] = net.meaningsOf(word)
  const start = net.meaning(first)
  // A "zookeeper" and a "player" are drawn as a person, a "hood" is not.
  if (start?.file === 18 && agentEndings.test(word)) return byName.get('person')?.label
  if (!start || !visibleFiles.has(start.file)) return undefined
  const living = start.file === 5 || start.file === 20
  let level: { offset: string; meaning: NounMeaning }[] = [{ offset: first, meaning: start }]
  for (let step = 0; step <= (living ? stepsMax.living : stepsMax.other); step++) {
    for (const { offset, meaning } of level) {
      const label = drawingOf(net, offset, meaning, byName)
      if (label !== undefined) return label
    }
    level = level.flatMap(({ meaning }) =>
      meaning.kinds.flatMap((offset) => {
        const kind = net.meaning(offset)
        return kind ? [{ offset, meaning: kind }] : []
      }),
    )
  }
  return undefined
}

function drawingOf(net: WordNet, offset: string, { words }: NounMeaning, byName: Gathered['byName']) {
  for (const word of words) {
    const concept = byName.get(word)
    // This must be the usual meaning of the word: a "bowl" is also a stadium.
    if (!concept || concept.kind === 'icon' || concept.kind === 'symbol' || concept.kind === 'face') continue
    if (tooGeneral.has(word) || net.meaningsOf(word)[0] !== offset) continue
    return concept.label
  }
  return undefined
}
