import type { DrawingCost, PictureElement, PictureReference } from './picture.ts'

/** A filter primitive touches every pixel of its region, which is worth about so many small shapes. */
export const PRIMITIVE_DRAWS = 16
const VERTICES_PER_DRAW = 50
const CHARS_PER_DRAW = 4
const ENOUGH = 1e12

/**
 * What drawing the picture takes once all references are followed, as an upper bound. References that lead
 * back to where they start are cut and reported. Walks with its own stack: chains of references can be as
 * long as the document.
 */
export const measureCosts = (
  root: PictureElement,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): DrawingCost => {
  const frames: Frame[] = []
  let depth = openFrame(frames, 0, root)
  let cost: DrawingCost = NOTHING
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

const NOTHING: DrawingCost = { draws: 0, shapes: 0, vertices: 0, depth: 0 }
const PRIMITIVE: DrawingCost = { ...NOTHING, draws: PRIMITIVE_DRAWS }
const TEXT: DrawingCost = { ...NOTHING, draws: 1, shapes: 1 }
/** The two ends of a line; what other simple shapes have is drawn without markers. */
const SIMPLE_SHAPE: DrawingCost = { draws: 1 + 2 / VERTICES_PER_DRAW, shapes: 1, vertices: 2, depth: 0 }
/** Of an element that waits for what is inside of it, and for what it refers to. */
const OPEN: DrawingCost = { ...NOTHING }

/** Frames are used again: a picture of thousands of groups would leave as many behind. */
const openFrame = (frames: Frame[], depth: number, element: PictureElement): number => {
  const frame = frames[depth]
  if (frame === undefined) frames.push({ element, child: 0, reference: 0 })
  else {
    frame.element = element
    frame.child = 0
    frame.reference = 0
  }
  element.cost = OPEN
  return depth + 1
}

const nextDependency = (
  frame: Frame,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): PictureElement | null => {
  const { element } = frame
  while (frame.child < element.children.length) {
    const child = element.children[frame.child++]
    if (child === undefined || typeof child === 'string') continue
    if (child.cost !== null && child.cost !== OPEN) continue
    if (child.references.length > 0 || holdsElements(child)) return child
    child.cost = child.children.length > 0 ? totalCost(child) : ownCost(child)
  }
  while (frame.reference < element.references.length) {
    const reference = element.references[frame.reference]
    if (reference?.targets.some(({ cost }) => cost === OPEN) === true) {
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

const holdsElements = ({ children }: PictureElement): boolean => {
  for (const child of children) if (typeof child !== 'string') return true
  return false
}

/** Elements whose content is drawn elsewhere, or not at all. */
export const NOT_DRAWN_IN_PLACE: ReadonlySet<string> = new Set([
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

const totalCost = (element: PictureElement): DrawingCost => {
  const total = { ...ownCost(element) }
  for (const child of element.children) {
    if (typeof child === 'string')
      total.draws += element.rule.role === 'words' ? 0 : child.length / CHARS_PER_DRAW
    else if (!NOT_DRAWN_IN_PLACE.has(child.name)) add(total, child.cost ?? NOTHING, 1)
    if (typeof child !== 'string') total.depth = Math.max(total.depth, (child.cost?.depth ?? 0) + 1)
  }
  for (const { kind, targets } of element.references) {
    for (const target of targets) {
      const cost = target.cost ?? NOTHING
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
  total.draws = Math.min(total.draws, ENOUGH)
  total.shapes = Math.min(total.shapes, ENOUGH)
  total.vertices = Math.min(total.vertices, ENOUGH)
  return total
}

const add = (total: DrawingCost, part: DrawingCost, times: number): void => {
  total.draws += part.draws * times
  total.shapes += part.shapes * times
  total.vertices += part.vertices * times
}

/** Shared among elements: to be copied before it is added to. */
const ownCost = ({ name, rule, vertices }: PictureElement): Readonly<DrawingCost> => {
  if (rule.role === 'primitive') return PRIMITIVE
  if (rule.role === 'text') return TEXT
  if (rule.role !== 'shape') return NOTHING
  if (name !== 'path' && !name.startsWith('poly')) return SIMPLE_SHAPE
  return { draws: 1 + vertices / VERTICES_PER_DRAW, shapes: 1, vertices, depth: 0 }
}
