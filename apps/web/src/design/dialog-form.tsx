import type { ReactNode } from 'react'
import styles from './dialog-form.module.css'

type DialogFormProps = {
  onSubmit: () => void
  /** Why the last attempt failed. */
  failure: string | null
  buttons: ReactNode
  /** The fields. */
  children: ReactNode
}

/** A form in a dialog: its fields, the error of the last attempt, and its buttons. */
export function DialogForm({ onSubmit, failure, buttons, children }: DialogFormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.buttons}>{buttons}</div>
    </form>
  )
}
