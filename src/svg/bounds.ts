import type { PictureElement } from './picture.ts'
import type { ReferenceBox } from './transforms.ts'

export const boundsOf = (_element: PictureElement, _whole: { width: number; height: number }): ReferenceBox | null => null
