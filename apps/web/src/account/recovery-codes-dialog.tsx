import { Button, Dialog, notify } from '../design/index.ts'
import styles from './account-form.module.css'

/** Shows the codes; the service shows them only once. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      notify('The codes are copied.')
    } catch {
      notify('Your browser did not allow copying. Select the codes and copy them.')
    }
  }
  return (
    <Dialog title="Save these recovery codes" onClose={onClose}>
      <p>
        If you lose the app, each code signs you in once. They are not shown again: write them down, or keep
        them where you keep passwords.
      </p>
      <ul className={styles.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button icon="copy" onClick={() => void copy()}>
          Copy the codes
        </Button>
        <Button look="primary" onClick={onClose}>
          I have saved them
        </Button>
      </div>
    </Dialog>
  )
}
