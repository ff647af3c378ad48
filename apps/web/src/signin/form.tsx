import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../design/index.ts'
import styles from './form.module.css'

type FormProps = {
  onSubmit: () => void
  /** Changes when something was found wrong: the first such field then gets the focus. */
  troubles: unknown
  children: ReactNode
}

/** A form that is checked by us, in words, instead of by the browser's bubbles. */
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
 * What went wrong with all of it rather than with a field. The element exists before it has words, so
 * that these are announced.
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
