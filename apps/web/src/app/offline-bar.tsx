import { isOffline, useConnection } from '../api/index.ts'
import { Icon } from '../design/index.ts'
import styles from './bars.module.css'

/** Shown while the service cannot be reached. */
export function OfflineBar() {
  const offline = useConnection(isOffline)
  return (
    <div role="status" aria-live="polite">
      {offline && (
        <div className={styles.bar}>
          <Icon name="warning" />
          <span>
            {navigator.onLine ? 'The service does not answer at the moment.' : 'You are offline.'} What you
            write is kept.
          </span>
        </div>
      )}
    </div>
  )
}
