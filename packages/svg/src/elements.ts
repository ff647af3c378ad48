import { color } from './colors.ts'
import { length, lengths, lengthX, lengthY } from './lengths.ts'
import { NamesByPlace } from './names-by-place.ts'
import { propertyGrammars } from './properties.ts'
import { absent, hrefOf, type ReferenceGrammar } from './reference-values.ts'
import { readTransform } from './transforms.ts'
import {
  angle,
  aspectRatio,
  either,
  keyword,
  number,
  numbers,
  numberWithin,
  oneOf,
  pairUpTo,
  pathData,
  points,
  resultName,
  share,
  viewBox,
} from './values.ts'

/** The role of an element in a picture. */
export type ElementRole =
  | 'container'
  | 'shape'
  | 'use'
  | 'text'
  | 'text-part'
  | 'resource'
  | 'gradient'
  | 'stop'
  | 'filter'
  | 'primitive'
  | 'primitive-part'
  | 'words'

export interface ElementRule {
  role: ElementRole
  /** Attributes in addition to the properties of `properties.ts`. */
  attributes: ReadonlyMap<string, ReferenceGrammar>
  /** All attributes and properties that it can have; null for those that are left out without a note. */
  known: ReadonlyMap<string, ReferenceGrammar | null>
  /** The same, for a name at its place. */
  knownByPlace: NamesByPlace<ReferenceGrammar | null>
  /** The elements that it may contain. All others have no meaning there and are left out. */
  content: ReadonlySet<ElementRole>
  /**
   * Whether it is drawn at its own position, so that conditions apply. Elements that are only referred to are
   * not.
   */
  isRendered: boolean
  /** Whether it draws something at its own position: a shape, a text or a use. */
  draws: boolean
  /** Whether its values are shares of a box, or of filters, which are small numbers. */
  isFine: boolean
  /** Whether percentages inside of it refer to its own size. */
  isViewport: boolean
}

/** Elements that the sanitiser reads but never writes under this name. */
export const translated: ReadonlySet<string> = new Set(['a', 'switch', 'style', 'feImage'])

const graphics: readonly ElementRole[] = [
  'container',
  'shape',
  'use',
  'text',
  'resource',
  'gradient',
  'filter',
  'words',
]

/** The roles that each role may contain. */
const content: Readonly<Record<ElementRole, ReadonlySet<ElementRole>>> = {
  container: new Set(graphics),
  resource: new Set(graphics),
  shape: new Set<ElementRole>(['words', 'gradient', 'resource', 'filter']),
  use: new Set<ElementRole>(['words']),
  text: new Set<ElementRole>(['text-part', 'words']),
  'text-part': new Set<ElementRole>(['text-part', 'words']),
  gradient: new Set<ElementRole>(['stop', 'words']),
  stop: new Set<ElementRole>(),
  filter: new Set<ElementRole>(['primitive', 'words']),
  primitive: new Set<ElementRole>(['primitive-part']),
  'primitive-part': new Set<ElementRole>(),
  words: new Set<ElementRole>(),
}

const listMax = 4096
/** Roles of WAI-ARIA 1.3 and the Graphics Module 1.0 that do not describe a behaviour. */
const roles = [
  'img',
  'image',
  'group',
  'figure',
  'list',
  'listitem',
  'presentation',
  'none',
  'graphics-document',
  'graphics-object',
  'graphics-symbol',
]
const labelCharsMax = 400

/** Plain text in one line, without characters that would be markup if a consumer forgot to escape them. */
const label: ReferenceGrammar = (value) =>
  value
    .replace(/[<>\s]+/g, ' ')
    .trim()
    .slice(0, labelCharsMax)
    .trim()
    .toWellFormed() || absent
const octavesMax = 12
const blurMax = 1000
const morphologyMax = 200
const kernelSideMax = 20

/** A transform as the attribute has it. `resolve.ts` has already included the point about which it turns. */
const transform: ReferenceGrammar = (value, at) => {
  const box = { x: 0, y: 0, width: at.viewportWidth, height: at.viewportHeight }
  const found = readTransform(value, at, box)
  return found === null ? null : found.text || absent
}
const auto = keyword('auto')
const widthOrAuto = either(lengthX, auto)
const heightOrAuto = either(lengthY, auto)
const unitsOf = oneOf('userSpaceOnUse', 'objectBoundingBox')
const box = { x: lengthX, y: lengthY, width: lengthX, height: lengthY }
const sizedBox = { ...box, width: widthOrAuto, height: heightOrAuto }
const viewport = { viewBox, preserveAspectRatio: aspectRatio }
const reference = either(keyword('left', 'center', 'right', 'top', 'bottom'), length)
const textPosition = {
  x: lengths(1, listMax, 'x'),
  y: lengths(1, listMax, 'y'),
  dx: lengths(1, listMax, 'x'),
  dy: lengths(1, listMax, 'y'),
}
const textShape = {
  rotate: numbers(1, listMax),
  textLength: length,
  lengthAdjust: oneOf('spacing', 'spacingAndGlyphs'),
}
const gradient = {
  gradientUnits: unitsOf,
  gradientTransform: transform,
  spreadMethod: oneOf('pad', 'reflect', 'repeat'),
  href: hrefOf('gradient-template'),
}
/** A kernel beyond the limit is left out completely, because a part of it would be a different kernel. */
const kernelOrder: ReferenceGrammar = (value, at) => {
  const written = pairUpTo(kernelSideMax)(value, at)
  return written === numbers(1, 2)(value, at) ? written : null
}
const primitive = { ...box, result: resultName }
const oneInput = { ...primitive, in: resultName }
const twoInputs = { ...oneInput, in2: resultName }
const channel = oneOf('R', 'G', 'B', 'A')
const transferFunction = {
  type: oneOf('identity', 'table', 'discrete', 'linear', 'gamma'),
  tableValues: numbers(0, listMax),
  slope: number,
  intercept: number,
  amplitude: number,
  exponent: number,
  offset: number,
}
const lighting = {
  ...oneInput,
  surfaceScale: number,
  kernelUnitLength: numbers(1, 2),
  'lighting-color': color,
}
const place = { x: number, y: number, z: number }
const pathLength = { pathLength: number }
/** The accessible name and role of a part, allowed on elements that are drawn at their position. */
const naming = { role: oneOf(...roles), 'aria-label': label }
const drawn = { transform, ...naming }

const table: Record<string, [ElementRole, Record<string, ReferenceGrammar>]> = {
  svg: ['container', { ...sizedBox, ...viewport, ...drawn }],
  g: ['container', drawn],
  defs: ['resource', { transform }],
  symbol: ['resource', { ...sizedBox, ...viewport, refX: reference, refY: reference, transform }],
  use: ['use', { ...sizedBox, href: hrefOf('use'), ...drawn }],
  path: ['shape', { d: pathData, ...pathLength, ...drawn }],
  rect: ['shape', { ...sizedBox, rx: widthOrAuto, ry: heightOrAuto, ...pathLength, ...drawn }],
  circle: ['shape', { cx: lengthX, cy: lengthY, r: length, ...pathLength, ...drawn }],
  ellipse: [
    'shape',
    { cx: lengthX, cy: lengthY, rx: widthOrAuto, ry: heightOrAuto, ...pathLength, ...drawn },
  ],
  line: ['shape', { x1: lengthX, y1: lengthY, x2: lengthX, y2: lengthY, ...pathLength, ...drawn }],
  polyline: ['shape', { points, ...pathLength, ...drawn }],
  polygon: ['shape', { points, ...pathLength, ...drawn }],
  text: ['text', { ...textPosition, ...textShape, ...drawn }],
  tspan: ['text-part', { ...textPosition, ...textShape }],
  textPath: [
    'text-part',
    {
      ...textShape,
      href: hrefOf('text-path'),
      startOffset: length,
      method: oneOf('align', 'stretch'),
      spacing: oneOf('auto', 'exact'),
      side: oneOf('left', 'right'),
    },
  ],
  title: ['words', {}],
  desc: ['words', {}],
  linearGradient: ['gradient', { x1: lengthX, y1: lengthY, x2: lengthX, y2: lengthY, ...gradient }],
  radialGradient: [
    'gradient',
    { cx: lengthX, cy: lengthY, r: length, fx: lengthX, fy: lengthY, fr: length, ...gradient },
  ],
  stop: ['stop', { offset: share }],
  pattern: [
    'resource',
    {
      ...box,
      ...viewport,
      patternUnits: unitsOf,
      patternContentUnits: unitsOf,
      patternTransform: transform,
      href: hrefOf('pattern-template'),
    },
  ],
  clipPath: ['resource', { clipPathUnits: unitsOf, transform }],
  mask: ['resource', { ...box, maskUnits: unitsOf, maskContentUnits: unitsOf }],
  marker: [
    'resource',
    {
      ...viewport,
      refX: reference,
      refY: reference,
      markerWidth: length,
      markerHeight: length,
      markerUnits: oneOf('strokeWidth', 'userSpaceOnUse'),
      orient: either(oneOf('auto', 'auto-start-reverse'), angle),
    },
  ],
  filter: ['filter', { ...box, filterUnits: unitsOf, primitiveUnits: unitsOf }],
  feBlend: ['primitive', { ...twoInputs, mode: propertyGrammars.get('mix-blend-mode') ?? oneOf('normal') }],
  feColorMatrix: [
    'primitive',
    {
      ...oneInput,
      type: oneOf('matrix', 'saturate', 'hueRotate', 'luminanceToAlpha'),
      values: numbers(0, 20),
    },
  ],
  feComponentTransfer: ['primitive', oneInput],
  feComposite: [
    'primitive',
    {
      ...twoInputs,
      operator: oneOf('over', 'in', 'out', 'atop', 'xor', 'lighter', 'arithmetic'),
      k1: number,
      k2: number,
      k3: number,
      k4: number,
    },
  ],
  feConvolveMatrix: [
    'primitive',
    {
      ...oneInput,
      order: kernelOrder,
      kernelMatrix: numbers(1, kernelSideMax * kernelSideMax),
      divisor: number,
      bias: number,
      targetX: number,
      targetY: number,
      edgeMode: oneOf('duplicate', 'wrap', 'none'),
      kernelUnitLength: numbers(1, 2),
      preserveAlpha: oneOf('true', 'false'),
    },
  ],
  feDiffuseLighting: ['primitive', { ...lighting, diffuseConstant: number }],
  feDisplacementMap: [
    'primitive',
    { ...twoInputs, scale: number, xChannelSelector: channel, yChannelSelector: channel },
  ],
  feDropShadow: ['primitive', { ...oneInput, dx: number, dy: number, stdDeviation: pairUpTo(blurMax) }],
  feFlood: ['primitive', primitive],
  feGaussianBlur: [
    'primitive',
    { ...oneInput, stdDeviation: pairUpTo(blurMax), edgeMode: oneOf('duplicate', 'wrap', 'none') },
  ],
  feMerge: ['primitive', primitive],
  feMorphology: [
    'primitive',
    { ...oneInput, operator: oneOf('erode', 'dilate'), radius: pairUpTo(morphologyMax) },
  ],
  feOffset: ['primitive', { ...oneInput, dx: number, dy: number }],
  feSpecularLighting: ['primitive', { ...lighting, specularConstant: number, specularExponent: number }],
  feTile: ['primitive', oneInput],
  feTurbulence: [
    'primitive',
    {
      ...primitive,
      baseFrequency: numbers(1, 2),
      numOctaves: numberWithin(0, octavesMax),
      seed: number,
      stitchTiles: oneOf('stitch', 'noStitch'),
      type: oneOf('fractalNoise', 'turbulence'),
    },
  ],
  feFuncR: ['primitive-part', transferFunction],
  feFuncG: ['primitive-part', transferFunction],
  feFuncB: ['primitive-part', transferFunction],
  feFuncA: ['primitive-part', transferFunction],
  feMergeNode: ['primitive-part', { in: resultName }],
  feDistantLight: ['primitive-part', { azimuth: number, elevation: number }],
  fePointLight: ['primitive-part', place],
  feSpotLight: [
    'primitive-part',
    {
      ...place,
      pointsAtX: number,
      pointsAtY: number,
      pointsAtZ: number,
      specularExponent: number,
      limitingConeAngle: number,
    },
  ],
}

/** Attributes that do not affect the picture, or are read elsewhere. */
const silent = [
  'id',
  'class',
  'style',
  'version',
  'baseProfile',
  'enable-background',
  'systemLanguage',
  'requiredFeatures',
  'requiredExtensions',
  'zoomAndPan',
  'role',
  'tabindex',
  'focusable',
  'lang',
]

const fineRoles: ReadonlySet<ElementRole> = new Set([
  'resource',
  'gradient',
  'stop',
  'filter',
  'primitive',
  'primitive-part',
])
const viewports = new Set(['svg', 'symbol', 'marker', 'pattern'])

/** Every element that may be written, by name. */
export const elementRules: ReadonlyMap<string, ElementRule> = new Map(
  Object.entries(table).map(([name, [role, attributes]]) => {
    const known = new Map<string, ReferenceGrammar | null>([
      ...propertyGrammars,
      ...silent.map((name): [string, null] => [name, null]),
      ...Object.entries(attributes),
    ])
    return [
      name,
      {
        role,
        attributes: new Map(Object.entries(attributes)),
        known,
        knownByPlace: new NamesByPlace(known),
        content: content[role],
        isRendered: role === 'container' || role === 'shape' || role === 'use' || role.startsWith('text'),
        draws: role === 'shape' || role === 'text' || role === 'use',
        isFine: fineRoles.has(role),
        isViewport: viewports.has(name),
      },
    ]
  }),
)

/** The rule of an element that the policy writes by itself. Throws TypeError for one that it never writes. */
export function ruleOf(name: string): ElementRule {
  const rule = elementRules.get(name)
  if (rule === undefined) throw new TypeError(`The policy has no ${name}.`)
  return rule
}
