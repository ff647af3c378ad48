import type { ReactNode } from 'react'
import { Button, Dialog, notify } from '../design/index.ts'
import styles from './account-form.module.css'

type ShownSecretDialogProps = {
  title: string
  /** The label of the button that copies it. */
  verb: string
  text: string
  /** What it is for. */
  children: ReactNode
  onClose: () => void
}

/** Shows a key or a secret; the service shows it only once. */
export function ShownSecretDialog({ title, verb, text, children, onClose }: ShownSecretDialogProps) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      notify('It is copied.')
    } catch {
      notify('Your browser did not allow copying. Select the text and copy it.')
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <p className={styles.codes}>
        <code className={styles.secret}>{text}</code>
      </p>
      <div className={styles.actions}>
        <Button icon="copy" onClick={() => void copy()}>
          {verb}
        </Button>
        <Button look="primary" onClick={onClose}>
          I have saved it
        </Button>
      </div>
    </Dialog>
  )
}
