/**
 * The small closed classes of English that the reader understands. Everything else is looked up as a thing to
 * draw.
 */

export const numberWords = new Map<string, number>(
  Object.entries({
    one: 1,
    single: 1,
    lone: 1,
    two: 2,
    pair: 2,
    couple: 2,
    twin: 2,
    three: 3,
    trio: 3,
    several: 3,
    few: 3,
    some: 3,
    four: 4,
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
    fifteen: 15,
    sixteen: 16,
    twenty: 20,
    hundred: 100,
    thousand: 999,
  }),
)

export type Relation =
  | 'on'
  | 'under'
  | 'beside'
  | 'above'
  | 'behind'
  | 'before'
  | 'in'
  | 'with'
  | 'wears'
  | 'holds'
  | 'around'

/** Longest first: the first entry that matches at a position wins. */
export const relationPhrases: readonly (readonly [phrase: string, relation: Relation])[] = (
  [
    ['surrounded by', 'around'],
    ['in front of', 'before'],
    ['on top of', 'on'],
    ['sitting on', 'on'],
    ['sits on', 'on'],
    ['standing on', 'on'],
    ['sleeping on', 'on'],
    ['lying on', 'on'],
    ['resting on', 'on'],
    ['perched on', 'on'],
    ['floating on', 'on'],
    ['sailing on', 'on'],
    ['riding on', 'on'],
    ['riding', 'on'],
    ['rides', 'on'],
    ['next to', 'beside'],
    ['close to', 'beside'],
    ['flying over', 'above'],
    ['flying above', 'above'],
    ['floating above', 'above'],
    ['hovering over', 'above'],
    ['jumping over', 'above'],
    ['jumps over', 'above'],
    ['floating in', 'in'],
    ['flying in', 'in'],
    ['flying through', 'in'],
    ['swimming in', 'in'],
    ['sitting in', 'in'],
    ['standing in', 'in'],
    ['driving in', 'in'],
    ['driving through', 'in'],
    ['driving', 'in'],
    ['inside of', 'in'],
    ['sitting under', 'under'],
    ['hidden behind', 'behind'],
    ['hiding behind', 'behind'],
    ['dressed in', 'wears'],
    ['wearing', 'wears'],
    ['wears', 'wears'],
    ['holding', 'holds'],
    ['holds', 'holds'],
    ['carrying', 'holds'],
    ['eating', 'holds'],
    ['drinking', 'holds'],
    ['reading', 'holds'],
    ['playing with', 'holds'],
    ['playing', 'holds'],
    ['plays', 'holds'],
    ['kicking', 'holds'],
    ['chasing', 'beside'],
    ['looking at', 'beside'],
    ['watching', 'beside'],
    ['flying to', 'with'],
    ['flying towards', 'with'],
    ['on the way to', 'with'],
    ['going to', 'with'],
    ['crossing', 'on'],
    ['hanging from', 'under'],
    ['howling at', 'with'],
    ['barking at', 'with'],
    ['staring at', 'with'],
    ['leaning on', 'beside'],
    ['made of', 'with'],
    ['full of', 'with'],
    ['filled with', 'with'],
    ['decorated with', 'with'],
    ['topped with', 'with'],
    ['on', 'on'],
    ['onto', 'on'],
    ['upon', 'on'],
    ['atop', 'on'],
    ['under', 'under'],
    ['below', 'under'],
    ['beneath', 'under'],
    ['underneath', 'under'],
    ['beside', 'beside'],
    ['besides', 'beside'],
    ['near', 'beside'],
    ['by', 'beside'],
    ['against', 'before'],
    ['alongside', 'beside'],
    ['above', 'above'],
    ['over', 'above'],
    ['across', 'above'],
    ['behind', 'behind'],
    ['inside', 'in'],
    ['in', 'in'],
    ['into', 'in'],
    ['through', 'in'],
    ['at', 'in'],
    ['around', 'around'],
    ['with', 'with'],
    ['and', 'with'],
    ['plus', 'with'],
    ['to', 'with'],
    ['toward', 'with'],
    ['towards', 'with'],
    ['between', 'beside'],
    ['from', 'beside'],
  ] as [string, Relation][]
).toSorted((a, b) => b[0].split(' ').length - a[0].split(' ').length)

/** "a slice of pizza" is about pizza: these words before "of" only measure. */
export const measureWords = new Set(
  'cup glass glasses mug bowl slice piece bunch pile group pack packet flock herd stack heap set row field box bottle jar plate basket kind type sort lot ton load swarm school team crowd collection bit drop couple pair dozen handful side view scene mascot shape'.split(
    ' ',
  ),
)

/** Words that ask for a picture instead of describing one, dropped wherever they lead a phrase. */
export const requestWords = new Set(
  'draw drawing create make generate design paint sketch show illustrate illustration picture image icon logo emblem symbol badge sticker vector svg graphic clipart art artwork portrait photo poster render rendering emoji depict depicting depicts please me us i want need would like give for my our your can could you he she they app style styled silhouette mascot pictogram glyph'.split(
    ' ',
  ),
)

/**
 * Grammar words and moods that name nothing to draw. Only dropped when something else in the phrase can be
 * drawn.
 */
export const emptyWords = new Set(
  (
    'a an the this that these those it its is are was be being of to as which who whose his her their there here has have having so very really quite too also just only not no ' +
    'cute beautiful pretty lovely nice cool simple detailed realistic abstract elegant happy sad funny silly friendly adorable majestic vibrant ' +
    'minimalist minimal minimalistic modern flat outline outlined filled gradient cartoon cartoonish 3d line retro vintage classic stylized stylised geometric pixel isometric ' +
    'shiny glowing bright dark light vivid pastel neon warm cool soft fluffy furry round small big large little tiny giant huge tall short long wide narrow old new young ancient modern ' +
    'fast slow lazy sleepy sleeping sitting standing running jumping flying swimming walking dancing smiling laughing floating lying resting ' +
    'quiet calm peaceful cozy cosy magical mysterious epic dramatic spooky scary fresh delicious tasty sweet juicy ripe hot cold wooden metal glass stone paper golden ' +
    'open closed empty full single lonely brave wise clever angry fierce wild baby adult professional creative unique perfect amazing awesome great good best ' +
    'background foreground middle center centre left right top bottom side front view closeup close up scene landscape day time daytime style'
  ).split(' '),
)

export const sizeWords = new Map<string, number>(
  Object.entries({
    tiny: 0.55,
    small: 0.7,
    little: 0.75,
    mini: 0.7,
    big: 1.25,
    large: 1.25,
    huge: 1.45,
    giant: 1.5,
    enormous: 1.5,
    tall: 1.15,
  }),
)

/** Parts of a thing that no drawing can be given on its own; noted instead of drawn. */
export const partWords = new Set(
  'eye ear tail fur hair leg paw nose mouth beak fin roof window wheel sail stripe spot dot petal stem branch handle horn scale claw whisker mane skin arm finger feather door ribbon bow background outline border edge shadow texture pattern detail color colour'.split(
    ' ',
  ),
)

/** Words that only say what sort of thing the word before them is. */
export const genericWords = new Set(
  'building animal vehicle creature character thing object item toy food plant tool machine device'.split(
    ' ',
  ),
)

/** In "logo for a coffee shop" the trade is what can be drawn. */
export const businessWords = new Set(
  'shop store company business brand startup agency studio service club firm app website team bar salon center centre'.split(
    ' ',
  ),
)
