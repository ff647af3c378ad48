import type { DrawingCost, PictureElement, PictureReference } from './picture.ts'

/**
 * A filter primitive processes every pixel of its region, which costs about as much as this number of small
 * shapes.
 */
export const primitiveDraws = 16
const verticesPerDraw = 50
const charsPerDraw = 4
const enough = 1e12

/**
 * An upper bound for the cost of drawing the picture with all references followed. Cyclic references are
 * removed and reported. It uses its own stack, because chains of references can be as long as the document.
 */
export function measureCosts(
  root: PictureElement,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): DrawingCost {
  const frames: Frame[] = []
  let depth = openFrame(frames, 0, root)
  let cost: DrawingCost = nothing
  for (let frame = frames[0]; frame !== undefined; frame = frames[depth - 1]) {
    const next = nextDependency(frame, onCycle)
    if (next !== null) {
      depth = openFrame(frames, depth, next)
      continue
    }
    cost = totalCost(frame.element)
    frame.element.cost = cost
    depth--
  }
  return cost
}

interface Frame {
  element: PictureElement
  child: number
  reference: number
}

const nothing: DrawingCost = { draws: 0, shapes: 0, vertices: 0, depth: 0 }
const primitive: DrawingCost = { ...nothing, draws: primitiveDraws }
const text: DrawingCost = { ...nothing, draws: 1, shapes: 1 }
/** The two ends of a line. Other simple shapes are drawn without markers. */
const simpleShape: DrawingCost = { draws: 1 + 2 / verticesPerDraw, shapes: 1, vertices: 2, depth: 0 }
/** The state of an element that waits for its content and for its references. */
const open: DrawingCost = { ...nothing }

/**
 * Frames are reused, because a picture with thousands of groups would leave as many to the garbage collector.
 */
function openFrame(frames: Frame[], depth: number, element: PictureElement): number {
  const frame = frames[depth]
  if (frame === undefined) frames.push({ element, child: 0, reference: 0 })
  else {
    frame.element = element
    frame.child = 0
    frame.reference = 0
  }
  element.cost = open
  return depth + 1
}

function nextDependency(
  frame: Frame,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): PictureElement | null {
  const { element } = frame
  while (frame.child < element.children.length) {
    const child = element.children[frame.child++]
    if (child === undefined || typeof child === 'string') continue
    if (child.cost !== null && child.cost !== open) continue
    if (child.references.length > 0 || holdsElements(child)) return child
    child.cost = child.children.length > 0 ? totalCost(child) : ownCost(child)
  }
  while (frame.reference < element.references.length) {
    const reference = element.references[frame.reference]
    if (reference?.targets.some(({ cost }) => cost === open) === true) {
      element.references = element.references.filter((kept) => kept !== reference)
      onCycle(element, reference)
      continue
    }
    const target = reference?.targets.find(({ cost }) => cost === null)
    if (target !== undefined) return target
    frame.reference++
  }
  return null
}

function holdsElements({ children }: PictureElement): boolean {
  for (let i = 0; i < children.length; i++) if (typeof children[i] !== 'string') return true
  return false
}

/** Elements whose content is drawn elsewhere, or not at all. */
export const notDrawnInPlace: ReadonlySet<string> = new Set([
  'defs',
  'symbol',
  'pattern',
  'clipPath',
  'mask',
  'marker',
  'linearGradient',
  'radialGradient',
  'filter',
])

function totalCost(element: PictureElement): DrawingCost {
  const own = ownCost(element)
  const total = { draws: own.draws, shapes: own.shapes, vertices: own.vertices, depth: own.depth }
  for (const child of element.children) {
    if (typeof child === 'string')
      total.draws += element.rule.role === 'words' ? 0 : child.length / charsPerDraw
    else if (!notDrawnInPlace.has(child.name)) add(total, child.cost ?? nothing, 1)
    if (typeof child !== 'string') total.depth = Math.max(total.depth, (child.cost?.depth ?? 0) + 1)
  }
  if (element.references.length === 0) return bounded(total)
  for (const { kind, targets } of element.references) {
    for (const target of targets) {
      const cost = target.cost ?? nothing
      total.depth = Math.max(total.depth, cost.depth + 1)
      if (kind === 'use') add(total, cost, 1)
    }
  }
  // Last, because inherited paints and markers apply to everything inside.
  const { shapes, vertices } = total
  for (const { kind, targets } of element.references) {
    const times = kind === 'paint' ? shapes : kind === 'marker' ? vertices : kind === 'use' ? 0 : 1
    for (const target of targets) total.draws += times * (target.cost?.draws ?? 0)
  }
  return bounded(total)
}

function bounded(total: DrawingCost): DrawingCost {
  total.draws = Math.min(total.draws, enough)
  total.shapes = Math.min(total.shapes, enough)
  total.vertices = Math.min(total.vertices, enough)
  return total
}

function add(total: DrawingCost, part: DrawingCost, times: number): void {
  total.draws += part.draws * times
  total.shapes += part.shapes * times
  total.vertices += part.vertices * times
}

/** Shared between elements, so it must be copied before it is changed. */
function ownCost({ name, rule, vertices }: PictureElement): Readonly<DrawingCost> {
  if (rule.role === 'primitive') return primitive
  if (rule.role === 'text') return text
  if (rule.role !== 'shape') return nothing
  if (name !== 'path' && !name.startsWith('poly')) return simpleShape
  return { draws: 1 + vertices / verticesPerDraw, shapes: 1, vertices, depth: 0 }
}
