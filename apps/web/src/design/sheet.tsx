import type { ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import styles from './sheet.module.css'

export const grounds = ['white', 'black', 'checkerboard', 'page'] as const
export type Ground = (typeof grounds)[number]

type SheetProps = {
  /** The background of the picture. */
  ground: Ground
  children?: ReactNode
  ref?: Ref<HTMLDivElement>
}

/** The square sheet under a picture, as wide as its container. */
export function Sheet({ ground, children, ref }: SheetProps) {
  return (
    <div ref={ref} className={classes(styles.sheet, styles[ground])} data-ground={ground}>
      {children}
    </div>
  )
}
