import type { DrawingStyle } from '../plan/scene-plan.ts'
import { lineArt, minimal, outline } from './ink.ts'
import { cartoon, filled, flat, modern } from './plain.ts'
import { gradient, solid3d } from './shaded.ts'
import type { Style } from './style.ts'

export const drawingStyles: Record<DrawingStyle, Style> = {
  outline,
  filled,
  minimal,
  modern,
  flat,
  gradient,
  'line-art': lineArt,
  '3d': solid3d,
  cartoon,
}
