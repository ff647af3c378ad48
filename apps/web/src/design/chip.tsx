import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { classes } from './classes.ts'

type ChipProps = {
  /** Chips of one name are one choice. */
  name: string
  value: string
  checked: boolean
  onChoose: (value: string) => void
  /** Beside the word; it explains it, so it has no words of its own. */
  picture?: ReactNode
  children: ReactNode
}

/** One of a few, as a radio button that looks like a chip: arrows move between them, Tab passes the group. */
export function Chip({ name, value, checked, onChoose, picture, children }: ChipProps) {
  return (
    <label className={classes(styles.chip, picture !== undefined && styles.pictured)}>
      <input
        type="radio"
        className={styles.input}
        name={name}
        value={value}
        checked={checked}
        onChange={() => onChoose(value)}
      />
      {picture}
      <span>{children}</span>
    </label>
  )
}

/** Chips under a legend that only screen readers get, unless `label` is shown. */
export function ChipGroup({
  label,
  children,
  wrap = true,
}: {
  label: string
  children: ReactNode
  wrap?: boolean
}) {
  return (
    <fieldset className={classes(styles.group, wrap && styles.wrap)}>
      <legend className="hidden-words">{label}</legend>
      {children}
    </fieldset>
  )
}
