import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../design/index.ts'
import styles from './form.module.css'

type FormProps = {
  onSubmit: () => void
  /** Changes when a check has failed: the focus then goes to the first invalid field. */
  troubles: unknown
  children: ReactNode
}

/** A form that we validate, with our own texts, instead of the browser. */
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

/** An error of the whole form. Its element exists before it has a text, so that it is announced. */
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
