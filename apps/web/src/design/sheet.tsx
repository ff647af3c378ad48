import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import styles from './sheet.module.css'

export const grounds = ['white', 'black', 'checkerboard', 'page'] as const
export type Ground = (typeof grounds)[number]

type SheetProps = {
  /** What the picture stands on. */
  ground: Ground
  children?: ReactNode
  ref?: Ref<HTMLDivElement>
}

/** The sheet that a picture stands on: square, as wide as its container. */
export function Sheet({ ground, children, ref }: SheetProps) {
  return (
    <div ref={ref} className={classes(styles.sheet, styles[ground])} data-ground={ground}>
      {children}
    </div>
  )
}
