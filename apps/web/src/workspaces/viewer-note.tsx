import { Button } from '../design/index.ts'
import { useUser } from '../session/index.ts'
import { changeAccount } from './change-account.ts'
import styles from './viewer-note.module.css'

/** Shown to viewers of a workspace instead of what draws or changes pictures. */
export function ViewerNote() {
  const workspace = useUser()?.workspace
  if (!workspace) return null
  return (
    <div className={styles.note}>
      <p>
        You are a viewer of {workspace.name}: you see its pictures and can save them. Its admins can let you
        draw.
      </p>
      <Button onClick={() => void changeAccount(undefined)}>Draw as yourself</Button>
    </div>
  )
}
