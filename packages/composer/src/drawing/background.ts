import type { Box } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import type { Lch } from '../colour.ts'
import type { PlacedThing } from '../layout/layout-item.ts'
import type { Backdrop, ScenePlan } from '../plan/scene-plan.ts'
import { createRandom, type Random } from '../random.ts'
import { type Landscape, landscapeOf } from '../scenery/landscape.ts'
import { leaveOut } from '../scenery/leave-out.ts'
import { drawScenery, type Scenery } from '../scenery/scenery.ts'
import { createGradients } from '../styles/gradients.ts'
import type { Palette, RepaintContext, Style } from '../styles/style.ts'
import { hexOf } from '../words/colours.ts'
import type { Body } from './body.ts'
import { drawPage, isPage, pageInset } from './page.ts'

export type Canvas = { width: number; height: number }

/** What lies behind and before the things, before it is painted. */
export type Setting = {
  kind: 'scene' | 'backdrop' | 'page' | 'colour' | 'none'
  scenery: Scenery | undefined
  landscape: Landscape | undefined
  /** The space for things. */
  frame: Box
  /** Things stand on a ground. */
  standing: boolean
  /** Names that the plan excludes, although the landscape shows them. */
  kept: readonly string[]
}

/** Chooses the setting: what the plan says, else what suits the first thing and the style. */
export function chooseSetting(
  plan: ScenePlan,
  bodies: readonly Body[],
  style: Style,
  canvas: Canvas,
): Setting {
  const backdrop = backdropFor(plan, bodies, style)
  if (backdrop === undefined) return plainSetting(plan, bodies, style, canvas)
  const hero = heroOf(bodies)
  const { landscape, omits, kept } = leaveOut(
    landscapeOf(
      backdrop.scene === 'sea' && (standsAshore(hero) || isFishing(hero))
        ? { ...backdrop, scene: 'beach' }
        : backdrop,
    ),
    plan.without ?? [],
  )
  const hasLamp = bodies.some(({ name }) => /\b(?:sun|moon)\b/.test(name))
  const moves = hero?.traits.moves
  const underwater = landscape.light === 'underwater'
  const scenery = drawScenery({
    landscape,
    random: createRandom(`${plan.seed} scene`),
    canvas,
    alone: bodies.length === 0,
    omits: hasLamp ? new Set([...omits, 'lamp' as const]) : omits,
    afloat: bodies.some(({ traits }) => traits.moves === 'floats' || traits.moves === 'swims'),
  })
  const inAir = (moves === 'flies' && landscape.near !== 'room') || hero?.isFree === true
  const free = underwater || landscape.light === 'space' || inAir
  return {
    kind: 'scene',
    scenery,
    landscape,
    frame: crowd(free ? scenery.flying : scenery.standing, bodies),
    standing: !free,
    kept,
  }
}

/** A house by a lake stands on its shore. */
function standsAshore(hero: Body | undefined): boolean {
  return (
    hero !== undefined &&
    !hero.isFree &&
    hero.traits.stands &&
    hero.traits.moves === undefined &&
    hero.traits.metres > 3
  )
}

function isFishing(hero: Body | undefined): boolean {
  return hero !== undefined && 'pose' in hero.thing && hero.thing.pose === 'fishing'
}

/** The thing that determines the scene: one without a relation to others, preferably one on the ground. */
function heroOf(bodies: readonly Body[]): Body | undefined {
  const roots = bodies.filter(({ thing: { place } }) => place === undefined || 'at' in place)
  const standing = roots.find(({ traits, isFree }) => traits.stands && !isFree)
  return standing ?? roots[0] ?? bodies[0]
}

/** A single thing leaves room for the land around it; it keeps standing where the frame stands. */
function crowd(frame: Box, bodies: readonly Body[]): Box {
  const [only] = bodies
  if (!only || bodies.length > 1 || (only.thing.count ?? 1) > 1) return frame
  const share = only.thing.size === 'small' ? 0.6 : only.thing.size === 'tiny' ? 0.4 : 0.88
  const [width, height] = [frame.width * share, frame.height * share]
  return { x: frame.x + (frame.width - width) / 2, y: frame.y + frame.height - height, width, height }
}

function backdropFor(plan: ScenePlan, bodies: readonly Body[], style: Style): Backdrop | undefined {
  const { background } = plan
  const hero = heroOf(bodies)
  const suited = hero?.traits.habitat
  if (typeof background !== 'string') {
    if (background.scene !== undefined) return background
    return { ...background, scene: background.far ?? outdoors(suited) }
  }
  if (background !== 'auto' || plan.emblem || isPage(plan) || !style.paintsSky) return undefined
  if (!hero || hero.traits.habitat === undefined || hero.isLineIcon) return undefined
  return { scene: suited }
}

/** Where the weather can be seen. */
function outdoors(scene: Backdrop['scene']): Backdrop['scene'] {
  return scene === undefined || scene === 'table' || scene === 'room' ? 'hills' : scene
}

function plainSetting(
  plan: ScenePlan,
  bodies: readonly Body[],
  style: Style,
  { width, height }: Canvas,
): Setting {
  const crowded = bodies.length > 1 || bodies.some(({ thing }) => (thing.count ?? 1) > 1)
  const margin = (crowded ? style.margins.crowded : style.margins.single) * 0.8
  const { background } = plan
  if (isPage(plan) && background === 'auto') return pageSetting({ width, height })
  const none = background === 'none' || (background === 'auto' && !style.paintsSky)
  return {
    kind: none ? 'none' : background === 'auto' ? 'backdrop' : 'colour',
    scenery: undefined,
    landscape: undefined,
    frame: { x: margin, y: margin, width: width - margin * 2, height: height - margin * 2 },
    standing: false,
    kept: [],
  }
}

function pageSetting({ width, height }: Canvas): Setting {
  const side = pageInset + 4
  return {
    kind: 'page',
    scenery: undefined,
    landscape: undefined,
    frame: { x: side, y: side, width: width - side * 2, height: height - side * 2 },
    standing: true,
    kept: [],
  }
}

/** The painted groups behind and before the things. */
export function paintSetting(
  plan: ScenePlan,
  setting: Setting,
  style: Style,
  palette: Palette,
  canvas: Canvas,
  placed: readonly PlacedThing[],
  bodies: readonly Body[],
): { behind: ArtNode[]; before: ArtNode[] } {
  const gradients = createGradients('scene-paint')
  const context: RepaintContext = {
    scale: 1,
    asked: undefined,
    tints: [],
    layer: 'land',
    alone: bodies.length === 0,
    weight: 1,
    palette,
    gradient: gradients.define,
  }
  const random = createRandom(`${plan.seed} backdrop`)
  const back = paintBack(plan, setting, style, context, canvas, random)
  const shadows = paintShadows(setting, style, context, placed, bodies)
  const front = setting.scenery ? overscan(style, style.repaint(setting.scenery.front, context), canvas) : []
  const definitions = gradients.take()
  const defs = definitions.length > 0 ? [element('defs', {}, definitions)] : []
  const group = (id: string, children: ArtNode[]) =>
    children.length > 0 ? [element('g', { id }, children)] : []
  return {
    behind: [...defs, ...group('scene-back', back), ...group('scene-shadows', shadows)],
    before: group('scene-front', front),
  }
}

function paintBack(
  plan: ScenePlan,
  { kind, scenery }: Setting,
  style: Style,
  context: RepaintContext,
  canvas: Canvas,
  random: Random,
): ArtNode[] {
  if (kind === 'none') return []
  if (kind === 'colour') {
    const fill = typeof plan.background === 'string' ? (hexOf(plan.background) ?? '#ffffff') : '#ffffff'
    return [element('rect', { width: canvas.width, height: canvas.height, fill })]
  }
  if (kind === 'page') return drawPage(plan, context, canvas, random, style)
  if (!scenery) return cover(style.drawBackdrop(context.palette, random, context), canvas)
  const sky = style.paintsSky
    ? style.repaint(scenery.sky, { ...context, layer: 'sky' })
    : cover(style.drawBackdrop(context.palette, random, context), canvas)
  return [...sky, ...overscan(style, style.repaint(scenery.back, context), canvas)]
}

/** Backdrops are made for a square: enlarged until they cover the canvas. */
function cover(nodes: ArtNode[], { width, height }: Canvas): ArtNode[] {
  if (width === height) return nodes
  const scale = Math.max(width, height) / 256
  const shift = (side: number) => Math.round(((side - 256 * scale) / 2) * 100) / 100
  return [element('g', { transform: `translate(${shift(width)} ${shift(height)}) scale(${scale})` }, nodes)]
}

/** Ground and water are closed shapes; where they get lines, their outer edges must fall off the canvas. */
function overscan(style: Style, nodes: ArtNode[], { width, height }: Canvas): ArtNode[] {
  if (!style.outlinesLand || nodes.length === 0) return nodes
  const transform = `translate(${-0.025 * width} ${-0.025 * height}) scale(1.05)`
  return [element('g', { transform }, nodes)]
}

/** Shadows of what stands on the ground. */
function paintShadows(
  { landscape, scenery, kind }: Setting,
  style: Style,
  context: RepaintContext,
  placed: readonly PlacedThing[],
  bodies: readonly Body[],
): ArtNode[] {
  if (kind === 'none' || !style.drawShadow) return []
  if (
    landscape &&
    (/^(?:space|underwater)$/.test(landscape.light) ||
      landscape.near === undefined ||
      landscape.near === 'sea')
  )
    return []
  const standing = placed.filter(({ id }) => {
    const body = bodies.find(({ thing }) => thing.id === id)
    return body?.traits.stands && !body.isLineIcon && isOnGround(body)
  })
  if (standing.length === 0) return []
  const boxes = standing.flatMap(({ copies }) => copies)
  const ground = Math.max(...boxes.map((box) => box.y + box.height))
  return boxes
    .filter((box) => box.y + box.height > ground - 26 || standing.length === 1)
    .flatMap((box) =>
      scenery ? [landShadow(box)] : (style.drawShadow?.(box, context.palette, context) ?? []),
    )
}

function isOnGround({ thing }: Body): boolean {
  const { place } = thing
  if (!place || 'at' in place || 'between' in place) return true
  return !['on', 'above', 'in', 'heldBy', 'wornBy', 'ridingOn', 'around'].some(
    (relation) => relation in place,
  )
}

function landShadow(box: Box): ArtNode {
  return element('ellipse', {
    cx: box.x + box.width / 2,
    cy: box.y + box.height,
    rx: box.width * 0.46,
    ry: Math.max(2.4, Math.min(8, box.width * 0.05)),
    fill: '#0d1b2a',
    opacity: 0.18,
  })
}

/** Replaces the colour of things that have none, such as icons made of lines. */
export const noColour: Lch = { l: 0.6, c: 0, h: 0 }
