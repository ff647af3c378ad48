import { type Action, actVerbs } from './acts.ts'

const actionTable: readonly (readonly [verbs: string, action: Action])[] = [
  ...actVerbs,
  ['ride', { pose: 'riding', object: 'ridingOn' }],
  ['drive pilot steer', { pose: 'sitting', object: 'in' }],
  ['wear', { object: 'wornBy' }],
  [
    'hold carry bring grab lift raise show balance use wield deliver offer sell',
    { pose: 'holding', object: 'heldBy' },
  ],
  ['read study', { pose: 'reading', object: 'heldBy' }],
  ['juggle hit write photograph', { pose: 'playing', object: 'heldBy' }],
  ['cook bake fry grill stir', { pose: 'cooking', object: 'beside' }],
  ['breathe spit blow', { object: 'heldBy' }],
  ['watch face guard greet meet pet fix repair build love', { object: 'facing' }],
  ['look stare gaze howl bark smile wave', { object: 'facing' }],
  ['jump leap hop bounce', { pose: 'jumping', object: 'above' }],
  ['cross', { object: 'on' }],
  ['contain include', { object: 'contains' }],
  ['stand wait', { pose: 'standing' }],
  ['sit rest perch', { pose: 'sitting' }],
  ['walk', { pose: 'walking', object: 'ledBy' }],
  ['stroll march hike wander go come', { pose: 'walking' }],
  ['run race sprint jog gallop', { pose: 'running' }],
  ['lie relax lay', { pose: 'lying' }],
  ['sleep nap doze', { pose: 'sleeping' }],
  ['kneel', { pose: 'kneeling' }],
  ['fish', { pose: 'fishing' }],
  ['dance', { pose: 'dancing' }],
  ['swim dive', { pose: 'swimming' }],
  ['fly', { pose: 'flying', object: 'flownBy' }],
  ['hover float soar glide', { pose: 'flying' }],
  ['sail', { object: 'in' }],
]

const actions = new Map<string, Action>(
  actionTable.flatMap(([verbs, action]) => verbs.split(' ').map((verb) => [verb, action] as const)),
)
const waving: Action = { pose: 'waving' }

/** Irregular forms. */
const irregular = new Map(
  Object.entries({
    held: 'hold',
    ridden: 'ride',
    rode: 'ride',
    worn: 'wear',
    wore: 'wear',
    drove: 'drive',
    ate: 'eat',
    drank: 'drink',
    sat: 'sit',
    stood: 'stand',
    ran: 'run',
    slept: 'sleep',
    asleep: 'sleep',
    swam: 'swim',
    flew: 'fly',
    lying: 'lie',
    lies: 'lie',
    flies: 'fly',
    carries: 'carry',
    carried: 'carry',
    caught: 'catch',
    threw: 'throw',
    fed: 'feed',
    drew: 'draw',
    knelt: 'kneel',
  }),
)

export type VerbForm = { verb: string; action: Action | undefined; participle: boolean }

/** The verb that a word is a form of, if `isVerb` knows it. The base form alone is not taken for one. */
export function findVerb(word: string, isVerb: (base: string) => boolean): VerbForm | undefined {
  const known = irregular.get(word)
  if (known !== undefined) return formOf(known, word)
  const ending = /(?:ing|ies|es|s|ed)$/.exec(word)?.[0]
  if (ending === undefined) return undefined
  const stem = word.slice(0, -ending.length)
  if (stem.length < 2) return undefined
  const undoubled = /([b-df-hj-np-tv-z])\1$/.test(stem) ? stem.slice(0, -1) : undefined
  const bases = ending === 'ies' ? [`${stem}y`] : [stem, `${stem}e`, ...(undoubled ? [undoubled] : [])]
  const verb = bases.find((base) => actions.has(base)) ?? bases.find(isVerb)
  return verb === undefined ? undefined : formOf(verb, word)
}

function formOf(verb: string, word: string): VerbForm {
  return {
    verb,
    action: verb === 'wave' ? waving : actions.get(verb),
    participle: /ing$/.test(word) || word === 'asleep',
  }
}
