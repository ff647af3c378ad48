import type { Target } from '@chatsvg/svg'
import type { Box } from '../art/bounds.ts'
import type { PicturePart, PictureShape } from './picture-parts.ts'

/** A thing in the picture that an instruction is about. */
export type Scope = {
  /** For one thing: the target of its edits. */
  target: Target
  shapes: readonly PictureShape[]
  box: Box
  part?: PicturePart
  /** Shapes without a common element of their own: each is addressed separately. */
  isLoose?: boolean
}

/** Words of a clause that name something, and the things that they name. */
export type Mention = {
  from: number
  to: number
  noun: string
  scopes: readonly Scope[]
  plural: boolean
}
