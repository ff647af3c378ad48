import {
  boxOf,
  type DrawnItem,
  identity,
  type Matrix,
  multiply,
  readDrawing,
  transformOutline,
} from '@chatsvg/svg'
import { Resvg } from '@resvg/resvg-js'

/** Units of the canvas that a shape may reach over its edge: rounding, and lines along the edge. */
const tolerance = 1

/**
 * How many shapes lie wholly, and how many partly, outside the canvas without a clip. By geometry, not by
 * pixels.
 */
export function countShapesOutside(svg: string): { wholly: number; partly: number } {
  const { viewBox, items } = readDrawing(new Resvg(svg).toString())
  const count = { wholly: 0, partly: 0 }
  visit(items, identity)
  return count

  function visit(list: readonly DrawnItem[], matrix: Matrix): void {
    for (const item of list) {
      if (item.kind === 'group') {
        if (item.clips.length === 0) visit(item.items, multiply(matrix, item.matrix))
        continue
      }
      const box = boxOf([transformOutline(item.outline, matrix)])
      if (!box) continue
      const right = viewBox.x + viewBox.width
      const bottom = viewBox.y + viewBox.height
      const over = [
        viewBox.x - box.x,
        viewBox.y - box.y,
        box.x + box.width - right,
        box.y + box.height - bottom,
      ]
      const isWholly =
        box.x >= right || box.y >= bottom || box.x + box.width <= viewBox.x || box.y + box.height <= viewBox.y
      if (isWholly) count.wholly += 1
      else if (Math.max(...over) > tolerance) count.partly += 1
    }
  }
}
