import { Link, useRoute } from 'wouter'
import { ApiError, describeProblem } from '../api/index.ts'
import { Button, buttonClass, EmptyState, LoadFailure, Page, Skeleton } from '../design/index.ts'
import { includesRole, useSession, type Workspace } from '../session/index.ts'
import { changeAccount, describeBalance, roleNames, roleWords } from '../workspaces/index.ts'
import forms from './account-form.module.css'
import styles from './account-page.module.css'
import { Balance } from './credits-section.tsx'
import { InvitationsSection } from './invitations-section.tsx'
import { MembersSection } from './members-section.tsx'
import { Section } from './section.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { WorkspaceEndSection } from './workspace-end-section.tsx'
import { WorkspaceSettingsSection } from './workspace-settings-section.tsx'
import { useWorkspace } from './workspaces.ts'

/** A workspace: its people, credits and limits, as far as the user's role may see and change them. */
export default function WorkspacePage() {
  const [, params] = useRoute('/workspaces/:id')
  const session = useSession()
  if (session.kind === 'user')
    return <Shown key={params?.id} id={params?.id ?? ''} actsIn={session.user.workspace?.id} />
  return (
    <SignInFirst
      title="Workspace"
      path={`/workspaces/${params?.id}`}
      what="this workspace"
      words="Sign in to see its people, its credits and its limits."
    />
  )
}

function Shown({ id, actsIn }: { id: string; actsIn: string | undefined }) {
  const { data: workspace, error, refetch } = useWorkspace(id)
  const isGone = error instanceof ApiError && error.status === 404
  if (isGone)
    return (
      <Page title="Workspace not found" width="bare">
        <EmptyState
          level={1}
          title="Workspace not found"
          action={
            <Link href="/workspaces" className={buttonClass('primary')}>
              See your workspaces
            </Link>
          }
        >
          It was deleted, or you are not a member of it.
        </EmptyState>
      </Page>
    )
  return (
    <Page title={workspace?.name ?? 'Workspace'} width="bare">
      <div className={styles.page}>
        {workspace ? (
          <Sections workspace={workspace} isActing={actsIn === id} />
        ) : error ? (
          <LoadFailure
            level={1}
            title="The workspace could not be loaded"
            text={describeProblem(error)}
            onRetry={refetch}
          />
        ) : (
          <Skeleton width="60%" />
        )}
      </div>
    </Page>
  )
}

function Sections({ workspace, isActing }: { workspace: Workspace; isActing: boolean }) {
  const { name, role, credits, monthlyCredits, spentThisMonth, suspended } = workspace
  const isAdmin = includesRole(role, 'admin') && !suspended
  return (
    <>
      <header className={styles.head}>
        <h1 tabIndex={-1}>{name}</h1>
      </header>
      {suspended && <p role="status">An administrator has suspended this workspace. Nobody can act in it.</p>}
      <Section name="role" title={`You are ${roleNames[role].toLowerCase()}`} lead={roleWords[role]}>
        <div className={forms.actions}>
          {isActing ? (
            <Button onClick={() => void changeAccount(undefined)}>Act as yourself</Button>
          ) : (
            !suspended && (
              <Button look="primary" onClick={() => void changeAccount(workspace)}>
                Act in this workspace
              </Button>
            )
          )}
          <Link href="/workspaces" className={buttonClass('quiet')}>
            All your workspaces
          </Link>
        </div>
      </Section>
      <Section
        name="credits"
        title="Credits"
        lead="They belong to the workspace: all its members draw with them."
      >
        <Balance credits={credits} />
        <p>
          {monthlyCredits === null
            ? `${describeBalance(spentThisMonth)} used this month.`
            : `${spentThisMonth} of at most ${describeBalance(monthlyCredits)} used this month.`}
          {isAdmin &&
            !isActing &&
            ' To buy some or to see what was paid, act in the workspace and open Billing.'}
        </p>
        {isAdmin && isActing && (
          <div>
            <Link href="/billing" className={buttonClass()}>
              Billing
            </Link>
          </div>
        )}
      </Section>
      <MembersSection workspace={workspace} isAdmin={isAdmin} />
      {isAdmin && <InvitationsSection workspace={workspace} />}
      {isAdmin && <WorkspaceSettingsSection key={workspace.name} workspace={workspace} />}
      <WorkspaceEndSection workspace={workspace} isActing={isActing} />
    </>
  )
}
