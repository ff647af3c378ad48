import type { ReactNode } from 'react'
import { Button } from '../design/index.ts'
import styles from './account-form.module.css'

type SettingsFormProps = {
  onSave: () => void
  isSaving: boolean
  isChanged: boolean
  /** The reason why saving failed, unless a field shows it. */
  failure: string | undefined
  /** Shown beside the button. */
  beside?: ReactNode
  /** The fields. */
  children: ReactNode
}

/** The form of a section. Its button saves the form, and is enabled after a change. */
export function SettingsForm({ onSave, isSaving, isChanged, failure, beside, children }: SettingsFormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSaving) onSave()
      }}
    >
      {children}
      {failure !== undefined && (
        <p role="alert" className={styles.trouble}>
          {failure}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" busy={isSaving} disabled={!isChanged}>
          Save
        </Button>
        {beside}
      </div>
    </form>
  )
}
