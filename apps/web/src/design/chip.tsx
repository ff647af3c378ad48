import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { classes } from './classes.ts'

type ChipProps = {
  /** Chips with the same name are one radio group. */
  name: string
  value: string
  checked: boolean
  onChoose: (value: string) => void
  /** Beside the word, as decoration without a text. */
  picture?: ReactNode
  children: ReactNode
}

/**
 * One option, as a radio button that looks like a chip: arrow keys move between options, Tab leaves the
 * group.
 */
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
