import { useEffect, useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { Button, Page, Skeleton } from '../design/index.ts'
import { type Account, useSession } from '../session/index.ts'
import styles from './account-page.module.css'
import { ApiKeysSection } from './api-keys-section.tsx'
import { AppsSection } from './apps-section.tsx'
import { AuthorSection } from './author-section.tsx'
import { CreditsSection } from './credits-section.tsx'
import { DataSection } from './data-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { FactorsSection } from './factors-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { useProfile } from './profile.ts'
import { ProfileSection } from './profile-section.tsx'
import { showSection } from './section.tsx'
import { SecurityLogSection } from './security-log-section.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { WaysInSection } from './ways-in-section.tsx'
import { WebhooksSection } from './webhooks-section.tsx'
import { WorkspaceAccount } from './workspace-account.tsx'

export default function AccountPage() {
  const session = useSession()
  const [known, setKnown] = useState<Account>()
  if (session.kind === 'user' && session.user !== known) setKnown(session.user)
  // After the end of a session the page stays, with the user's input; the bar above says what happened.
  const shown = session.kind === 'user' ? session.user : session.kind === 'ended' ? known : undefined
  if (shown?.workspace) return <WorkspaceAccount user={shown} workspace={shown.workspace} />
  if (shown) return <OwnAccount user={shown} />
  return (
    <SignInFirst
      title="Account"
      path="/account"
      what="your account"
      words="Sign in to see your credits, your devices and your data."
    />
  )
}

function OwnAccount({ user }: { user: Account }) {
  const { data: profile, error, refetch } = useProfile(user.id)
  const isThere = profile !== undefined
  useEffect(() => {
    // The browser scrolled to the fragment before the page was rendered.
    if (isThere && location.hash) showSection(location.hash)
  }, [isThere])
  return (
    <Page title="Account" width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <span aria-hidden="true" className={styles.portrait}>
            {initialsOf(user.name)}
          </span>
          <h1 tabIndex={-1}>{user.name}</h1>
        </header>
        <CreditsSection user={user} />
        {profile ? (
          <>
            <ProfileSection key={profile.id} profile={profile} />
            <AuthorSection userId={profile.id} />
            <WaysInSection profile={profile} />
            <FactorsSection profile={profile} />
            <ApiKeysSection userId={user.id} profile={profile} />
            <AppsSection userId={profile.id} />
          </>
        ) : (
          <div className={styles.wait} role="status">
            {error ? (
              <>
                <p>{describeProblem(error)}</p>
                <Button onClick={() => void refetch()}>Try again</Button>
              </>
            ) : (
              <Skeleton width="60%" />
            )}
          </div>
        )}
        <WebhooksSection user={user} />
        <DevicesSection user={user} />
        <SecurityLogSection user={user} />
        <NotificationsSection user={user} />
        {profile && <DataSection profile={profile} />}
      </div>
    </Page>
  )
}

const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase()
