/**
 * English words of editing, grouped by the change that they ask for. All other words of an instruction name
 * things.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

export const verbs = {
  remove: words('remove delete erase drop invisible discard eliminate hide cut take lose omit without no'),
  add: words('add insert draw put place include give create append attach'),
  move: words('move put place shift drag push nudge bring slide reposition center centre align send'),
  rotate: words('rotate turn spin tilt twist swivel'),
  flip: words('flip mirror reflect mirrored flipped'),
  duplicate: words('duplicate copy clone repeat'),
  crop: words('crop trim cut clip zoom'),
  paint: words('make paint color colour turn change recolor recolour fill dye tint switch swap replace set'),
} as const

/** Words for how large a change is. */
export const growing = words('bigger larger enlarge grow increase huge giant')
export const shrinking = words('smaller shrink reduce decrease tiny littler')
export const little = words('bit little slightly somewhat tad touch')
export const strongly = words('much lot far way very significantly really considerably')

/** Words without meaning for the change. */
export const fillers = words(
  'a an the this that these those it its is are be been am was were to of for from in on at by with into onto as so just only also too even then and or but please can could would will should shall may might must you i me my we us our your want need like let do does not dont have has get got there here one ones some any all every each both it them they he she him her look looks looking what which who how now again more less most kind way instead than both same other thing things part parts bit piece area section place side sides version picture image drawing icon graphic logo photo illustration svg canvas scene whole entire everything anything off out up down away around about use using apply keep leave leaving show showing go goes become becomes becoming im id ill lets thats prefer plain enough possible now please first finally sure bit very completely don ve ll re s t d m',
)

/** Words that may follow a colour without naming another thing. */
export const colourNouns = words(
  'part parts bit bits one ones area areas section sections piece pieces thing things color colour colors colours shade tone tones stripe stripes bits element elements region',
)

const wholeWords = words(
  'it everything all picture image drawing whole icon graphic logo illustration svg this',
)

export const ordinals = new Map<string, number>([
  ['first', 0],
  ['second', 1],
  ['third', 2],
  ['fourth', 3],
  ['fifth', 4],
  ['sixth', 5],
])

export const stylesByWord: readonly (readonly [pattern: RegExp, style: string])[] = [
  [/ line ?art | sketch | sketched | ink /, 'line-art'],
  [/ cartoon | cartoonish | comic /, 'cartoon'],
  [/ 3 ?d | three dimensional /, '3d'],
  [/ minimal | minimalist | minimalistic /, 'minimal'],
  [/ flat /, 'flat'],
  [/ modern /, 'modern'],
  [/ filled | solid | silhouette /, 'filled'],
  [/ outline | outlined | outlines /, 'outline'],
  [/ gradient | gradients /, 'gradient'],
]

export const editVocabulary: ReadonlySet<string> = new Set([
  ...Object.values(verbs).flatMap((set) => [...set]),
  ...growing,
  ...shrinking,
  ...little,
  ...strongly,
  ...fillers,
  ...wholeWords,
  ...colourNouns,
  ...ordinals.keys(),
  ...(
    'outline border stroke contour edge line lines thick thin thicker thinner wider width double background backdrop transparent opacity opaque ' +
    'translucent transparency semi see through half quarter third darker lighter brighter darken lighten brighten saturated vivid dull muted ' +
    'grayscale greyscale black white blackwhite invert negative pastel warmer cooler top bottom left right upper lower middle corner horizontally ' +
    'vertically horizontal vertical upside degrees clockwise counterclockwise anticlockwise behind front back forward backward rename call name ' +
    'text words title caption says say read reads write file simplify square wide tall except besides excluding face faces details detail shadow shadows edges bolder heavier finer fine swapped fill filled inside interior point pointing facing swap exchange resize scale scaled halve doubled space empty blank whitespace margin margins content foreground layer monochrome desaturate desaturated outlined contour contours strokes outlines borders colorful colourful vibrant saturation dimmer cooler faded solid landscape portrait widescreen twice times size style biggest smallest largest last night gradient another gray'
  ).split(' '),
])
