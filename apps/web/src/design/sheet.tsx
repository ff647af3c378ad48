import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import styles from './sheet.module.css'

export const grounds = ['white', 'black', 'checkerboard', 'page'] as const
export type Ground = (typeof grounds)[number]

type SheetProps = {
  /** The background of the picture. */
  ground: Ground
  /** Whether it fills its container; otherwise it is square and as wide as the container. */
  fills?: boolean
  children?: ReactNode
  ref?: Ref<HTMLDivElement>
}

/** The sheet under a picture. */
export function Sheet({ ground, fills = false, children, ref }: SheetProps) {
  return (
    <div
      ref={ref}
      className={classes(styles.sheet, styles[ground], fills && styles.fills)}
      data-ground={ground}
    >
      {children}
    </div>
  )
}
