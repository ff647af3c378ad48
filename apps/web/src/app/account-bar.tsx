import { Link } from 'wouter'
import { Button, Icon } from '../design/index.ts'
import { forgetLostWorkspace, useLostWorkspace, useUser } from '../session/index.ts'
import { changeAccount, roleNames } from '../workspaces/index.ts'
import styles from './bars.module.css'

/** In whose name the user acts if it is not their own, or why it is their own again. */
export function AccountBar() {
  const workspace = useUser()?.workspace
  const lost = useLostWorkspace()
  return (
    <>
      {workspace && (
        <section data-account-bar className={styles.account} aria-label="In whose name you act">
          <Icon name="layers" size={16} />
          <span>
            <span className={styles.lead}>You act in </span>
            <Link href={`/workspaces/${workspace.id}`}>{workspace.name}</Link>
            {` · ${roleNames[workspace.role]}`}
          </span>
          <Button look="quiet" onClick={() => void changeAccount(undefined)}>
            Act as yourself
          </Button>
        </section>
      )}
      <div role="status" aria-live="polite">
        {lost !== undefined && (
          <div className={styles.bar}>
            <Icon name="warning" />
            <span>
              You can no longer act in {lost}. You act as yourself now, and what you wrote is kept.{' '}
              <Button look="quiet" onClick={forgetLostWorkspace}>
                Close
              </Button>
            </span>
          </div>
        )}
      </div>
    </>
  )
}
