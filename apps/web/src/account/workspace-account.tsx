import { Link } from 'wouter'
import { describeProblem } from '../api/index.ts'
import { Button, buttonClass, Page, Skeleton } from '../design/index.ts'
import { type Account, includesRole, type Workspace } from '../session/index.ts'
import { changeAccount } from '../workspaces/index.ts'
import forms from './account-form.module.css'
import styles from './account-page.module.css'
import { ApiKeysSection } from './api-keys-section.tsx'
import { AuthorSection } from './author-section.tsx'
import { CreditsSection } from './credits-section.tsx'
import { DownloadButton } from './data-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { useProfile } from './profile.ts'
import { Section } from './section.tsx'
import { SecurityLogSection } from './security-log-section.tsx'
import { WebhooksSection } from './webhooks-section.tsx'

/** The account page of who acts in a workspace: what their role may see of it. */
export function WorkspaceAccount({ user, workspace }: { user: Account; workspace: Workspace }) {
  const isAdmin = includesRole(workspace.role, 'admin')
  return (
    <Page title={workspace.name} width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <h1 tabIndex={-1}>{workspace.name}</h1>
        </header>
        <Section name="members" title="People" lead="Members, roles and limits.">
          <div className={forms.actions}>
            <Link href={`/workspaces/${workspace.id}`} className={buttonClass()}>
              See the members
            </Link>
            <Button onClick={() => void changeAccount(undefined)}>See your own account</Button>
          </div>
        </Section>
        <CreditsSection user={user} />
        {isAdmin && <AuthorSection userId={user.id} />}
        {isAdmin && <Keys userId={user.id} />}
        {isAdmin && <WebhooksSection user={user} />}
        {isAdmin && <SecurityLogSection user={user} />}
        <NotificationsSection user={user} />
        {workspace.role === 'owner' && (
          <Section name="data" title="Data" lead="All that is stored of the workspace, in one JSON file.">
            <div>
              <DownloadButton>Download its data</DownloadButton>
            </div>
          </Section>
        )}
      </div>
    </Page>
  )
}

function Keys({ userId }: { userId: string }) {
  const { data: profile, error } = useProfile(userId)
  if (profile) return <ApiKeysSection userId={userId} profile={profile} />
  return <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
}
