/**
 * Describes what a picture shows, but not how it is drawn. Reading results in a plan, and drawing uses only
 * the plan. A plan is JSON; `docs/scene-plan.md` documents it, `validate-plan.ts` checks it.
 */
export const drawingStyleNames = [
  'outline',
  'filled',
  'minimal',
  'modern',
  'flat',
  'gradient',
  'line-art',
  '3d',
  'cartoon',
] as const
export type DrawingStyle = (typeof drawingStyleNames)[number]

export const sceneNames = [
  'room',
  'table',
  'street',
  'city',
  'meadow',
  'garden',
  'forest',
  'hills',
  'mountains',
  'beach',
  'sea',
  'underwater',
  'desert',
  'snow',
  'sky',
  'space',
] as const
export type SceneName = (typeof sceneNames)[number]

export const lights = ['day', 'sunset', 'night', 'overcast'] as const
export type Light = (typeof lights)[number]
export const weathers = ['clear', 'rain', 'snow', 'stars'] as const
export type Weather = (typeof weathers)[number]
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const
export type Season = (typeof seasons)[number]

/** Scenery in the distance behind another scene, such as mountains behind a lake. */
export const farNames = ['hills', 'mountains', 'forest', 'city'] as const

export type Backdrop = {
  scene?: SceneName
  far?: (typeof farNames)[number]
  light?: Light
  weather?: Weather
  season?: Season
}

/**
 * Acts that are done with a thing. The thing has the relation, with the id of the actor: a kite is `flownBy`
 * a boy.
 */
export const actRelations = [
  'chasedBy',
  'followedBy',
  'fedBy',
  'flownBy',
  'pushedBy',
  'pulledBy',
  'ledBy',
  'kickedBy',
  'thrownBy',
  'caughtBy',
  'huggedBy',
  'paintedBy',
  'wateredBy',
  'pointedAtBy',
  'playedBy',
  'playedWithBy',
  'climbedBy',
  'eatenBy',
] as const
export type ActRelation = (typeof actRelations)[number]

/** Relations that take the id of another thing. `between` takes two. */
export const relations = [
  'on',
  'under',
  'above',
  'below',
  'leftOf',
  'rightOf',
  'in',
  'behind',
  'inFrontOf',
  'beside',
  'around',
  'heldBy',
  'wornBy',
  'ridingOn',
  'facing',
  ...actRelations,
] as const
export type Relation = (typeof relations)[number]

export const spots = [
  'ground',
  'sky',
  'center',
  'top',
  'bottom',
  'left',
  'right',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
  'far',
  'near',
] as const
export type Spot = (typeof spots)[number]

/** One relation to another thing, or a spot of the canvas. */
export type Place =
  | ({ [R in Relation]?: string } & { between?: undefined; at?: undefined })
  | { between: readonly [string, string] }
  | { at: Spot }

export const sizeNames = ['hero', 'large', 'medium', 'small', 'tiny'] as const
export type SizeName = (typeof sizeNames)[number]

export const poses = [
  'standing',
  'walking',
  'running',
  'jumping',
  'sitting',
  'riding',
  'kneeling',
  'lying',
  'sleeping',
  'waving',
  'dancing',
  'reading',
  'cooking',
  'holding',
  'playing',
  'swimming',
  'flying',
  'climbing',
  'fishing',
] as const
export type Pose = (typeof poses)[number]

export const shapeNames = [
  'circle',
  'oval',
  'square',
  'rectangle',
  'triangle',
  'diamond',
  'pentagon',
  'hexagon',
  'octagon',
  'star',
  'heart',
  'ring',
  'arrow',
  'cross',
  'crescent',
  'spiral',
  'wave',
  'gear',
  'line',
  'cube',
  'cylinder',
  'cone',
  'check',
  'dots',
  'grid',
  'checker',
  'stripes',
] as const
export type ShapeName = (typeof shapeNames)[number]

export const chartNames = ['bars', 'pie', 'line', 'progress'] as const
export type ChartName = (typeof chartNames)[number]

/**
 * Boxes and screens with words in them. `labels` are the boxes, the messages, or the title and what follows
 * it.
 */
export const diagramNames = ['flowchart', 'browser', 'phone', 'chat', 'card'] as const
export type DiagramName = (typeof diagramNames)[number]
export const labelsMax = 12

export const moods = ['plain', 'bold', 'elegant', 'vintage', 'playful', 'handwritten'] as const
export type Mood = (typeof moods)[number]

/** What words are written on. */
export const textFrames = ['card', 'sign', 'banner', 'button', 'badge', 'bubble'] as const
export type TextFrame = (typeof textFrames)[number]

export const textureNames = [
  'wood',
  'marble',
  'metal',
  'glass',
  'fabric',
  'fur',
  'leather',
  'stone',
  'brick',
  'plaid',
  'dots',
  'stripes',
] as const
export type TextureName = (typeof textureNames)[number]

export type PlanBox = { x: number; y: number; width: number; height: number }

export type ThingOptions = {
  id: string
  /** 1 to 30. */
  count?: number
  /** By part; `all` is the body. A list gives copies their colours in turn. Names or `#rrggbb`. */
  colours?: Readonly<Record<string, string | readonly string[]>>
  texture?: TextureName
  /** A name, or a share of the canvas' height from 0.02 to 1. */
  size?: SizeName | number
  place?: Place
  /** The position of a mark on its map (the thing that it is `on`), as shares of the map's box. */
  point?: { x: number; y: number }
  /** Exact, in units of the canvas; wins over `place`. */
  box?: PlanBox
  facing?: 'left' | 'right'
}

/** A thing of the library: an animal, an object, a person. */
export type ConceptThing = ThingOptions & {
  concept: string
  pose?: Pose
  looks?: Readonly<Record<string, string>>
}
export type ShapeThing = ThingOptions & { shape: ShapeName }
export type TextThing = ThingOptions & {
  text: string
  mood?: Mood
  /** `card` makes a card of the whole canvas. */
  frame?: TextFrame
  /** The words run along a circle; things that are `in` it are in its middle. */
  arc?: boolean
}
export type ChartThing = ThingOptions & {
  chart: ChartName
  values: readonly number[]
  labels?: readonly string[]
}
export type DiagramThing = ThingOptions & { diagram: DiagramName; labels?: readonly string[] }
export type PlanThing = ConceptThing | ShapeThing | TextThing | ChartThing | DiagramThing

export type ScenePlan = {
  version: 1
  /** Unsigned 32-bit. */
  seed: number
  style: DrawingStyle
  /** The sentence that the plan was read from. */
  title?: string
  canvas: { width: number; height: number }
  background: 'auto' | 'none' | (string & {}) | Backdrop
  /** 1 to 8 colours that the picture keeps to. */
  palette?: readonly string[]
  /** An icon or a logo, to which the composer adds no scene. */
  emblem?: boolean
  /** Things get a white edge, as if cut out of paper. */
  sticker?: boolean
  /** Names of things that must not be in the picture or its scenery. */
  without?: readonly string[]
  things: readonly PlanThing[]
}

export const planThingsMax = 12
export const countMax = 30
export const withoutMax = 12
export const canvasSides = { min: 16, max: 4096, ratioMax: 4 }

/** What a thing is, in words. */
export function nameOf(thing: PlanThing): string {
  if ('concept' in thing) return thing.concept
  if ('shape' in thing) return thing.shape
  if ('chart' in thing) return thing.chart === 'bars' ? 'bar chart' : `${thing.chart} chart`
  if ('diagram' in thing) return thing.diagram
  return thing.text
}
