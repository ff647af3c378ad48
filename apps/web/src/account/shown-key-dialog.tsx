import { Button, Dialog, notify } from '../design/index.ts'
import styles from './account-form.module.css'

/** Shows the text of a key; the service shows it only once. */
export function ShownKeyDialog({ text, onClose }: { text: string; onClose: () => void }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      notify('The key is copied.')
    } catch {
      notify('Your browser did not allow copying. Select the key and copy it.')
    }
  }
  return (
    <Dialog title="Copy your key" onClose={onClose}>
      <p>It is not shown again. Keep it where you keep passwords: whoever has it can use your account.</p>
      <p className={styles.codes}>
        <code className={styles.secret}>{text}</code>
      </p>
      <div className={styles.actions}>
        <Button icon="copy" onClick={() => void copy()}>
          Copy the key
        </Button>
        <Button look="primary" onClick={onClose}>
          I have saved it
        </Button>
      </div>
    </Dialog>
  )
}
