import { useState } from 'react'
import styles from './panel.module.css'

type NumberFieldProps = {
  label: string
  value: number
  min: number
  onChange: (value: number) => void
}

/** A number field. Enter, or leaving the field, applies the number. */
export function NumberField({ label, value, min, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState<string>()
  const shown = String(Number(value.toFixed(2)))

  function finish(): void {
    setTyped(undefined)
    const number = Number(typed?.replace(',', '.'))
    if (typed !== undefined && Number.isFinite(number) && number >= min && String(number) !== shown)
      onChange(number)
  }

  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.input}
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? shown}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish()
          if (event.key !== 'Escape' || typed === undefined) return
          // The first Escape discards the typed text, the next one deselects the part.
          event.preventDefault()
          setTyped(undefined)
        }}
      />
    </label>
  )
}
