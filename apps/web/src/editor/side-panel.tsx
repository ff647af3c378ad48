import { type ReactNode, useId } from 'react'
import { Button, classes } from '../design/index.ts'
import styles from './panel.module.css'

type SidePanelProps = {
  title: string
  side: 'left' | 'right'
  /** Whether the other panel is shown. On narrow screens there is room for only one. */
  isCovered?: boolean
  onClose: () => void
  children: ReactNode
}

/** A panel beside the picture; on narrow screens, a sheet at the bottom. */
export function SidePanel({ title, side, isCovered = false, onClose, children }: SidePanelProps) {
  const id = useId()
  return (
    <aside aria-labelledby={id} className={classes(styles.panel, styles[side], isCovered && styles.covered)}>
      <header className={styles.head}>
        <h2 id={id} dir="auto">
          {title}
        </h2>
        <Button look="quiet" icon="close" aria-label="Close" onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}
