/**
 * The small closed classes of English that the reader understands. Everything else is looked up as a thing to
 * draw.
 */

import type { Mood, Relation, SizeName, Spot, TextFrame, TextureName } from '../plan/scene-plan.ts'
import { actPhrases } from './acts.ts'

export const numberWords = new Map<string, number>(
  Object.entries({
    one: 1,
    single: 1,
    lone: 1,
    two: 2,
    pair: 2,
    couple: 2,
    twin: 2,
    both: 2,
    three: 3,
    trio: 3,
    several: 3,
    few: 3,
    four: 4,
    quartet: 4,
    five: 5,
    six: 6,
    seven: 7,
    many: 7,
    lots: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    dozen: 12,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    eighteen: 18,
    twenty: 20,
    thirty: 30,
    hundred: 100,
    thousand: 999,
  }),
)

/** Nouns for several of a kind, with how many are drawn. */
export const groupWords = new Map<string, number>(
  Object.entries({
    bunch: 5,
    pile: 5,
    group: 4,
    pack: 4,
    flock: 6,
    herd: 5,
    stack: 4,
    heap: 6,
    row: 5,
    swarm: 9,
    school: 7,
    crowd: 9,
    collection: 5,
    handful: 5,
    dozen: 12,
    pair: 2,
    couple: 2,
    trio: 3,
    lot: 7,
    litter: 4,
    team: 4,
    line: 5,
    field: 9,
    cluster: 5,
    family: 4,
    set: 4,
  }),
)

/** "a slice of pizza" is about pizza: these words before "of" only measure. */
export const measureWords = new Set(
  'slice piece packet heap set kind type sort ton load bit drop scene mascot shape sip bite portion serving chunk side view scoop helping block bar sheet'.split(
    ' ',
  ),
)

export type RelationPhrase = {
  words: readonly string[]
  /**
   * The meaning of `with` and `onOrAbove` depends on the two things. `surroundedBy` and `contains` are
   * inverse relations.
   */
  relation: Relation | 'with' | 'between' | 'surroundedBy' | 'contains' | 'onOrAbove'
}

const relationTable: Readonly<Partial<Record<RelationPhrase['relation'], string>>> = {
  ...actPhrases,
  leftOf:
    'to the left of, on the left of, at the left of, left of, to left of, on the left side of, to the left side of, left from',
  rightOf:
    'to the right of, on the right of, at the right of, right of, to right of, on the right side of, to the right side of, right from',
  inFrontOf: 'in front of, in the front of, before, ahead of',
  behind:
    'behind, in back of, hidden behind, hiding behind, hidden by, partly hidden by, partially hidden by, at the back of, beyond',
  onOrAbove: 'on or over',
  above: 'above, over, high above, directly above, right above, across, past',
  below: 'below, beneath, directly below, right below',
  under: 'under, underneath, right under',
  on: 'on top of, on, onto, upon, atop, at the top of, on the top of, on to',
  in: 'inside, inside of, in, into, within, in the middle of, through',
  beside:
    'next to, beside, besides, near, near to, by, close to, alongside, adjacent to, by the side of, at the side of, against, at, along, towards, toward, on the side of, to the side of',
  between: 'between, in between',
  around: 'around, all around, surrounding',
  surroundedBy: 'surrounded by, encircled by',
  facing:
    'facing, looking at, looks at, looking towards, staring at, gazing at, smiling at, barking at, howling at, opposite',
  heldBy: 'held by, carried by, in the hand of, in the hands of',
  wornBy: 'worn by',
  ridingOn: 'riding on, riding',
  contains: 'full of, filled with, containing, stuffed with, loaded with',
  with: 'with, plus, along with, together with, topped with, decorated with, accompanied by, featuring',
}

/** Longest first: the first entry that matches at a position wins. */
export const relationPhrases: readonly RelationPhrase[] = Object.entries(relationTable)
  .flatMap(([relation, phrases]) =>
    phrases.split(', ').map((phrase) => ({
      words: phrase.split(' '),
      relation: relation as RelationPhrase['relation'],
    })),
  )
  .toSorted((a, b) => b.words.length - a.words.length)

const spotTable: Readonly<Record<Spot, string>> = {
  'top-left': 'top left corner, upper left corner, top left, upper left, left top corner',
  'top-right': 'top right corner, upper right corner, top right, upper right, right top corner',
  'bottom-left': 'bottom left corner, lower left corner, bottom left, lower left',
  'bottom-right': 'bottom right corner, lower right corner, bottom right, lower right, corner',
  top: 'top, top side, upper part, top center',
  bottom: 'bottom, bottom side, lower part, bottom center',
  left: 'left, left side, left hand side, far left',
  right: 'right, right side, right hand side, far right',
  center: 'middle, center, centre',
  far: 'background, distance, far distance, horizon',
  near: 'foreground',
  ground: 'ground, floor',
  sky: 'air',
}

/** Spots of the canvas, with the preposition that leads to them; longest first. */
export const spotPhrases: readonly { words: readonly string[]; spot: Spot }[] = Object.entries(spotTable)
  .flatMap(([spot, names]) =>
    names.split(', ').flatMap((name) =>
      ['in the', 'at the', 'on the', 'to the', 'in a', 'in', 'at', 'on'].map((lead) => ({
        words: `${lead} ${name}`.split(' '),
        spot: spot as Spot,
      })),
    ),
  )
  .concat([
    { words: ['far', 'away'], spot: 'far' as Spot },
    { words: ['far', 'off'], spot: 'far' as Spot },
    { words: ['close', 'up'], spot: 'near' as Spot },
    { words: ['up', 'close'], spot: 'near' as Spot },
    { words: ['centered'], spot: 'center' as Spot },
  ])
  .toSorted((a, b) => b.words.length - a.words.length)

/** What the canvas is called after a spot: "in the top left of the picture". */
export const canvasWords = new Set('picture image canvas page screen frame drawing scene'.split(' '))

/** Words that ask for a picture instead of describing one, dropped wherever they lead a phrase. */
export const requestWords = new Set(
  'draw drawing create make generate design paint sketch show illustrate illustration picture image icon logo emblem symbol badge sticker vector svg graphic clipart art artwork portrait photo poster render rendering emoji depict depicting depicts please me us i want need would like give for my our your can could you he she they app style styled silhouette mascot pictogram glyph web website featuring wallpaper banner doodle cartoon'.split(
    ' ',
  ),
)

/** Ask for one motif without a scene. */
export const emblemWords = new Set('icon logo emblem pictogram badge symbol glyph sticker'.split(' '))

/** Grammar words that name nothing. */
export const functionWords = new Set(
  'a an the this that these those it its is are was were be being been of to as which who whom whose his her hers their them him there here has have having had do does doing so very really quite too also just only not no neither nor and or but while where when then nothing some any from for off up down out away each other another'.split(
    ' ',
  ),
)

/** Moods, and words about the picture itself: they need not be drawn or reported. */
export const moodWords = new Set(
  (
    'cute beautiful pretty lovely nice cool simple detailed realistic abstract elegant happy funny silly friendly adorable majestic vibrant ' +
    'minimalist minimal minimalistic modern flat outline outlined filled gradient cartoonish 3d line retro vintage classic stylized stylised geometric ' +
    'bright light vivid warm soft round quiet calm peaceful cozy cosy magical mysterious epic dramatic fresh delicious tasty sweet juicy ripe ' +
    'single lonely brave wise clever wild professional creative unique perfect amazing awesome great good best real typical ordinary normal regular plain clean ' +
    'colourful colorful whole own classic free little sunny'
  ).split(' '),
)

export const sizeWords = new Map<string, SizeName>(
  Object.entries({
    tiny: 'tiny',
    mini: 'tiny',
    miniature: 'tiny',
    small: 'small',
    little: 'small',
    big: 'large',
    large: 'large',
    tall: 'large',
    huge: 'hero',
    giant: 'hero',
    enormous: 'hero',
    gigantic: 'hero',
    massive: 'hero',
  } as const),
)

export const textureWords = new Map<string, TextureName>(
  Object.entries({
    wood: 'wood',
    wooden: 'wood',
    marble: 'marble',
    metal: 'metal',
    metallic: 'metal',
    steel: 'metal',
    iron: 'metal',
    chrome: 'metal',
    glass: 'glass',
    fabric: 'fabric',
    knitted: 'fabric',
    woolen: 'fabric',
    furry: 'fur',
    fluffy: 'fur',
    leather: 'leather',
    stone: 'stone',
    brick: 'brick',
    plaid: 'plaid',
    checkered: 'plaid',
    tartan: 'plaid',
    dotted: 'dots',
    spotted: 'dots',
    striped: 'stripes',
    stripy: 'stripes',
  } as const),
)

/** Parts of a thing that no drawing can be given on its own. */
export const partWords = new Set(
  (
    'eye ear tail fur hair leg paw nose mouth beak fin roof window wheel sail stripe spot dot petal stem branch handle horn scale claw whisker mane skin arm finger feather door collar tongue face head foot hand wing neck beard moustache smile antenna trunk tusk hoof shell cover lid shade cap button screen sleeve pocket frame border edge shadow texture pattern detail chimney ' +
    'leaf petal ribbon bow flame cone frosting icing comb lens center centre middle core yolk hull mast tyre tire windshield belly tip spout base seat saddle sole lampshade'
  ).split(' '),
)

/** Parts of objects even where a drawing has that name; others are parts only with a colour of their own. */
export const partsOfThings = new Set(
  'roof door wheel window sail chimney handle stripe dot spot leg face head frame branch'.split(' '),
)
export const partsWhenColoured = new Set(
  'leaf petal ribbon bow flame cap center stem trunk screen shell cone wing shade base seat lid tip spout'.split(
    ' ',
  ),
)

/** Words that only say what sort of thing the word before them is. */
export const genericWords = new Set(
  'building animal vehicle creature character thing object item toy food plant tool machine device planet figure'.split(
    ' ',
  ),
)

/** One thing of two halves: "a pair of scissors" is one. */
export const pairNouns = new Set(
  'glasses sunglasses scissors jeans pants trousers shorts goggles binoculars headphones stairs tongs pliers tweezers'.split(
    ' ',
  ),
)

/** In "logo for a coffee shop", only the trade can be drawn. */
export const businessWords = new Set(
  'shop store company business brand startup agency service club firm app website team bar salon center centre studio'.split(
    ' ',
  ),
)

/** Nouns for what words are written on. */
export const frameWords = new Map<string, TextFrame>(
  Object.entries({
    sign: 'sign',
    signpost: 'sign',
    signboard: 'sign',
    billboard: 'sign',
    plaque: 'sign',
    card: 'card',
    invitation: 'card',
    poster: 'card',
    label: 'card',
    flyer: 'card',
    ticket: 'card',
    placard: 'card',
    banner: 'banner',
    ribbon: 'banner',
    flag: 'banner',
    button: 'button',
    badge: 'badge',
    stamp: 'badge',
    seal: 'badge',
    sticker: 'badge',
    bubble: 'bubble',
  } as const),
)

export const letterWords = new Set(
  'letter letters lettering font typeface type writing handwriting script text words'.split(' '),
)

/** How letters look, by the word for it. */
export const moodsOfLetters = new Map<string, Mood>(
  Object.entries({
    bold: 'bold',
    strong: 'bold',
    heavy: 'bold',
    elegant: 'elegant',
    serif: 'elegant',
    classic: 'elegant',
    vintage: 'vintage',
    retro: 'vintage',
    cursive: 'handwritten',
    handwritten: 'handwritten',
    script: 'handwritten',
    playful: 'playful',
    round: 'playful',
    bubbly: 'playful',
  } as const),
)

/** "a glass of wine": what is drawn may bring the glass. */
export const vesselWords = new Set('glass cup mug bowl plate bottle pot pan dish pint can'.split(' '))

/** Faces that a thing can be given, by the word for it; animals and people have theirs. */
export const faceWords = new Map<string, string>(
  Object.entries({
    smiling: 'smiling',
    happy: 'smiling',
    grinning: 'smiling',
    laughing: 'smiling',
    kawaii: 'smiling',
    sleepy: 'sleepy',
    sad: 'sad',
    angry: 'angry',
    grumpy: 'angry',
    winking: 'winking',
    surprised: 'surprised',
  }),
)
