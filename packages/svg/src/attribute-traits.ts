import { inherited } from './initial-values.ts'

/**
 * Properties of the names of an element's attributes, as bits. Most passes of the policy concern few
 * attributes. By these bits they skip elements that have none of them.
 */
export const Trait = {
  id: 1,
  class: 2,
  style: 4,
  /** Browsers know it in CSS only. */
  styleOnly: 8,
  /** `transform` itself. */
  transform: 16,
  /** It is a part of the transform. */
  movement: 32,
  /** Font size, line height, case of letters: other values and texts depend on them. */
  text: 64,
  background: 128,
  clipPath: 256,
  /** It decides whether the element is drawn. */
  condition: 512,
  /** A colour other than fill and stroke. */
  color: 1024,
  /** Children inherit it, in every renderer. */
  inherited: 2048,
  /** Path data or a list of points. */
  path: 4096,
  /** Has a prefix, or declares a namespace. */
  qualified: 8192,
  fill: 16_384,
  stroke: 32_768,
  filter: 65_536,
  /** May be an attribute, and is written as a style. */
  bidi: 131_072,
} as const

/** Attributes on which other values of the element depend, so that they are resolved first (`resolve.ts`). */
export const resolvedFirst = Trait.transform | Trait.movement | Trait.text | Trait.background | Trait.clipPath

/** The bits of `Trait` of a name, except `qualified`, which the parser sets. */
export const traitsOf = (name: string): number => traitsByName.get(name) ?? 0

/** Properties that browsers support only in CSS. As attributes they have no meaning. */
const styleOnly = [
  'mix-blend-mode',
  'isolation',
  'transform-box',
  'white-space',
  'font-kerning',
  'css-translate',
  'css-rotate',
  'css-scale',
  'background',
  'background-color',
  'text-transform',
  'line-height',
]
const movement = ['transform-origin', 'transform-box', 'css-translate', 'css-rotate', 'css-scale']
/** Not every renderer inherits it. */
const notInherited = 'dominant-baseline'

const traitsByName = new Map<string, number>()
for (const [names, trait] of [
  [['id'], Trait.id],
  [['class'], Trait.class],
  [['style'], Trait.style],
  [styleOnly, Trait.styleOnly],
  [['transform'], Trait.transform],
  [movement, Trait.movement],
  [['font-size', 'line-height', 'text-transform'], Trait.text],
  [['background', 'background-color'], Trait.background],
  [['clip-path'], Trait.clipPath],
  [['systemLanguage', 'requiredExtensions'], Trait.condition],
  [['color', 'stop-color', 'flood-color', 'lighting-color'], Trait.color],
  [['fill', 'fill-opacity'], Trait.fill],
  [['stroke', 'stroke-opacity'], Trait.stroke],
  [['filter'], Trait.filter],
  [['unicode-bidi'], Trait.bidi],
  [[...inherited.keys()].filter((name) => name !== notInherited), Trait.inherited],
  [['d', 'points'], Trait.path],
] as const)
  for (const name of names) traitsByName.set(name, traitsOf(name) | trait)
