import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../design/index.ts'
import styles from './form.module.css'

type FormProps = {
  onSubmit: () => void
  /** Changes when the form is invalid: then the first invalid field gets the focus. */
  troubles: unknown
  children: ReactNode
}

/** A form with our own validation messages instead of the browser's. */
export function Form({ onSubmit, troubles, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (troubles) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [troubles])
  return (
    <form
      ref={form}
      noValidate
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/**
 * An error of the whole form. The element exists before its text, so that the text is announced.
 */
export function Trouble({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      {children && (
        <div className={styles.trouble}>
          <Icon name="warning" />
          <p>{children}</p>
        </div>
      )}
    </div>
  )
}
