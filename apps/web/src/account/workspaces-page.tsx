import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, LoadFailure, Page, Skeleton, typedMax } from '../design/index.ts'
import { useSession, useWorkspaces, type Workspace, workspacesKey } from '../session/index.ts'
import { changeAccount, describeBalance, roleNames } from '../workspaces/index.ts'
import forms from './account-form.module.css'
import styles from './account-page.module.css'
import rows from './paged-list.module.css'
import { Section } from './section.tsx'
import { SignInFirst } from './sign-in-first.tsx'

/** The workspaces of the user, and how to make one. */
export default function WorkspacesPage() {
  const session = useSession()
  if (session.kind !== 'user')
    return <SignInFirst title="Workspaces" path="/workspaces" what="your workspaces" words={what} />
  return (
    <Page title="Workspaces" width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <h1 tabIndex={-1}>Workspaces</h1>
        </header>
        <OwnWorkspaces actsIn={session.user.workspace?.id} />
      </div>
    </Page>
  )
}

const what = 'In a workspace several people draw with the same credits, and see the same pictures.'

function OwnWorkspaces({ actsIn }: { actsIn: string | undefined }) {
  const [, navigate] = useLocation()
  const { data: workspaces, error, refetch } = useWorkspaces()
  const [isMaking, setMaking] = useState(false)
  if (error)
    return (
      <LoadFailure
        title="The workspaces could not be loaded"
        text={describeProblem(error)}
        onRetry={refetch}
      />
    )
  return (
    <Section name="workspaces" title="Yours" lead={what}>
      {!workspaces ? (
        <Skeleton width="60%" />
      ) : (
        <ul className={forms.ways}>
          {workspaces.map((workspace) => (
            <li key={workspace.id}>
              <span className={forms.way}>
                <span className={rows.words}>
                  <Link href={`/workspaces/${workspace.id}`}>{workspace.name}</Link>
                  <span className={rows.note}>{factsOf(workspace)}</span>
                </span>
              </span>
              {workspace.id === actsIn ? (
                <span className={rows.note}>you act in it</span>
              ) : (
                !workspace.suspended && (
                  <Button onClick={() => void changeAccount(workspace)}>
                    Act in it<span className="hidden-words">: {workspace.name}</span>
                  </Button>
                )
              )}
            </li>
          ))}
          <li>
            <Button onClick={() => setMaking(true)}>New workspace</Button>
          </li>
        </ul>
      )}
      {isMaking && (
        <MakeDialog onMade={({ id }) => navigate(`/workspaces/${id}`)} onClose={() => setMaking(false)} />
      )}
    </Section>
  )
}

const factsOf = ({ role, members, credits, suspended }: Workspace): string =>
  [
    roleNames[role],
    members === 1 ? '1 person' : `${members} people`,
    describeBalance(credits),
    ...(suspended ? ['suspended'] : []),
  ].join(' · ')

function MakeDialog({ onMade, onClose }: { onMade: (made: Workspace) => void; onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: () => call('POST /api/workspaces', { body: { name } }),
    onSuccess({ workspace }) {
      void queries.invalidateQueries({ queryKey: workspacesKey })
      onMade(workspace)
    },
  })
  return (
    <Dialog title="New workspace" onClose={onClose}>
      <DialogForm
        onSubmit={make.mutate}
        failure={make.error && describeProblem(make.error)}
        verb="Make it"
        busy={make.isPending}
        disabled={name.trim() === ''}
        onCancel={onClose}
      >
        <p>You are its owner. It begins without credits: you buy them for it, or ask an administrator.</p>
        <Field
          label="Name"
          name="workspace-name"
          autoComplete="off"
          maxLength={typedMax(100)}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </DialogForm>
    </Dialog>
  )
}
