import type { ColorChoice } from './reduce-colors.ts'

/** How closely the outlines follow the image: more detail means more and smaller shapes. */
export const details = ['low', 'medium', 'high'] as const
export type Detail = (typeof details)[number]

/** An order for a vectorizing process; `reduceColors` reduces the colours if the order says so. */
export type VectorizeOrder = ColorChoice & { image: Uint8Array; detail: Detail }

/** A text without paths if nothing of the image can be seen. */
export type VectorizeResult = { svg: string }
