import type { ReactNode } from 'react'
import { Button, type ButtonLook } from './button.tsx'
import styles from './dialog-form.module.css'

type DialogFormProps = {
  onSubmit: () => void
  /** Why the last attempt failed. */
  failure: string | null
  /** The fields. */
  children: ReactNode
} & ({ buttons: ReactNode } | UsualButtons)

type UsualButtons = {
  /** The label of the button that submits. */
  verb: string
  look?: ButtonLook
  /** Whether an attempt is running. Another one waits for its end. */
  busy: boolean
  /** Whether a field still lacks a value. */
  disabled?: boolean
  cancelLabel?: string
  onCancel: () => void
}

/** A form in a dialog: its fields, the error of the last attempt, and its buttons. */
export function DialogForm({ onSubmit, failure, children, ...rest }: DialogFormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!('busy' in rest && rest.busy)) onSubmit()
      }}
    >
      {children}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.buttons}>{'buttons' in rest ? rest.buttons : <Buttons {...rest} />}</div>
    </form>
  )
}

function Buttons({ verb, look = 'primary', busy, disabled, cancelLabel = 'Cancel', onCancel }: UsualButtons) {
  return (
    <>
      <Button onClick={onCancel}>{cancelLabel}</Button>
      <Button type="submit" look={look} busy={busy} disabled={disabled}>
        {verb}
      </Button>
    </>
  )
}
