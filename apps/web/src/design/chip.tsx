import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { classes } from './classes.ts'

type ChipProps = {
  /** Chips with one name form one radio group. */
  name: string
  value: string
  checked: boolean
  onChoose: (value: string) => void
  /** A decorative icon beside the label. */
  picture?: ReactNode
  children: ReactNode
}

/** A radio button that looks like a chip: arrows move within the group, Tab leaves it. */
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

/** A group of chips. Only screen readers get its legend, unless `label` is shown. */
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
