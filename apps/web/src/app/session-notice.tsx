import { Link, useLocation } from 'wouter'
import { Icon } from '../design/index.ts'
import { signInPath, useSession } from '../session/index.ts'
import styles from './bars.module.css'

/** Says that the session ended elsewhere. The page stays as it is, with the user's input. */
export function SessionNotice() {
  const session = useSession()
  const [path] = useLocation()
  return (
    <div role="status" aria-live="polite">
      {session.kind === 'ended' && path !== '/signin' && (
        <div className={styles.bar}>
          <Icon name="key" />
          <span>
            You were signed out on this device. What you wrote is kept.{' '}
            <Link href={signInPath(path)}>Sign in again</Link>
          </span>
        </div>
      )}
    </div>
  )
}
