import { type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from 'react'
import { classes } from './classes.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className'> & {
  label: string
  /** Shown under the field while there is no error. */
  hint?: ReactNode
  /** The error and how to correct it; announced to screen readers. */
  problem?: string | undefined
  /** Shown inside the field at its end, such as a small button. */
  inside?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** An input of one line with its label above and its error below. */
export function Field({ label, hint, problem, inside, ...input }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? hint
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.line}>
        <input
          dir="auto"
          {...input}
          id={id}
          className={styles.input}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={note === undefined ? undefined : noteId}
        />
        {inside}
      </div>
      <div
        id={noteId}
        className={classes(styles.note, problem !== undefined && styles.problem)}
        aria-live="polite"
      >
        {note}
      </div>
    </div>
  )
}

type LongFieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'> & {
  label: string
  hint?: ReactNode
}

/** An input of several lines, which grows with its text where the browser can do that. */
export function LongField({ label, hint, ...input }: LongFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        dir="auto"
        rows={3}
        {...input}
        id={id}
        className={classes(styles.input, styles.long)}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
      />
      <div id={`${id}-note`} className={styles.note}>
        {hint}
      </div>
    </div>
  )
}

type ToggleProps = {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  name?: string
  /** The error; announced to screen readers. */
  problem?: string | undefined
}

/** A check box with its label. */
export function Tick({ label, checked, onChange, name, problem }: ToggleProps) {
  const noteId = useId()
  return (
    <div>
      <label className={styles.tick}>
        <input
          type="checkbox"
          name={name}
          checked={checked}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem === undefined ? undefined : noteId}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      <div id={noteId} className={classes(styles.note, styles.problem)} aria-live="polite" hidden={!problem}>
        {problem}
      </div>
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string
  onChoose: (value: string) => void
  options: readonly ChoiceOption[]
  isDisabled?: boolean
}

/** Options of the same group are listed under its name, after the options without a group. */
type ChoiceOption = { value: string; label: string; group?: string }

/** A native select box. */
export function Choice({ label, value, onChoose, options, isDisabled = false }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <span className="hidden-words">{label}</span>
      <select value={value} disabled={isDisabled} onChange={(event) => onChoose(event.target.value)}>
        <Options options={options.filter(({ group }) => group === undefined)} />
        {listGroups(options).map((name) => (
          <optgroup key={name} label={name}>
            <Options options={options.filter(({ group }) => group === name)} />
          </optgroup>
        ))}
      </select>
      <Icon name="down" size={14} />
    </label>
  )
}

const Options = ({ options }: { options: readonly ChoiceOption[] }) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

const listGroups = (options: readonly ChoiceOption[]): string[] => [
  ...new Set(options.flatMap(({ group }) => group ?? [])),
]
