import type { DrawingCost, PictureElement, PictureReference } from './picture.ts'

/** A filter primitive touches every pixel of its region, which is worth about so many small shapes. */
export const PRIMITIVE_DRAWS = 16
const VERTICES_PER_DRAW = 50
const CHARS_PER_DRAW = 4
const ENOUGH = 1e12

/**
 * What drawing the picture takes once all references are followed, as an upper bound. References that lead back to where they start are
 * cut and reported. Walks with its own stack: chains of references can be as long as the document.
 */
export const measureCosts = (
  root: PictureElement,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): DrawingCost => {
  const open = new Set<PictureElement>()
  const frames: Frame[] = [openFrame(root, open)]
  let cost = NOTHING
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const next = nextDependency(frame, open, onCycle)
    if (next !== null) {
      frames.push(openFrame(next, open))
      continue
    }
    cost = totalCost(frame.element)
    frame.element.cost = cost
    open.delete(frame.element)
    frames.pop()
  }
  return cost
}

interface Frame {
  element: PictureElement
  child: number
  reference: number
}

const NOTHING: DrawingCost = { draws: 0, shapes: 0, vertices: 0, depth: 0 }

const openFrame = (element: PictureElement, open: Set<PictureElement>): Frame => {
  open.add(element)
  return { element, child: 0, reference: 0 }
}

const nextDependency = (
  frame: Frame,
  open: ReadonlySet<PictureElement>,
  onCycle: (element: PictureElement, reference: PictureReference) => void,
): PictureElement | null => {
  const { element } = frame
  while (frame.child < element.children.length) {
    const child = element.children[frame.child++]
    if (child === undefined || typeof child === 'string' || child.cost !== null) continue
    if (child.children.length > 0 || child.references.length > 0) return child
    child.cost = ownCost(child)
  }
  while (frame.reference < element.references.length) {
    const reference = element.references[frame.reference]
    if (reference?.targets.some((target) => open.has(target)) === true) {
      element.references.splice(frame.reference, 1)
      onCycle(element, reference)
      continue
    }
    const target = reference?.targets.find(({ cost }) => cost === null)
    if (target !== undefined) return target
    frame.reference++
  }
  return null
}

/** Not drawn where they stand. */
const OFF_STAGE = new Set([
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
  const total = ownCost(element)
  for (const child of element.children) {
    if (typeof child === 'string') total.draws += child.length / CHARS_PER_DRAW
    else if (!OFF_STAGE.has(child.name)) add(total, child.cost ?? NOTHING, 1)
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

const ownCost = ({ name, rule, vertices }: PictureElement): DrawingCost => {
  if (rule.role === 'primitive') return { draws: PRIMITIVE_DRAWS, shapes: 0, vertices: 0, depth: 0 }
  if (rule.role === 'text') return { draws: 1, shapes: 1, vertices: 0, depth: 0 }
  if (rule.role !== 'shape') return { draws: 0, shapes: 0, vertices: 0, depth: 0 }
  const corners = name === 'path' || name.startsWith('poly') ? vertices : 2
  return { draws: 1 + corners / VERTICES_PER_DRAW, shapes: 1, vertices: corners, depth: 0 }
}
