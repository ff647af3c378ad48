import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, notify } from '../design/index.ts'
import { actAs, useSession, type Workspace, workspacesKey } from '../session/index.ts'
import { describeBalance } from '../workspaces/index.ts'
import styles from './account-form.module.css'
import { proofOf } from './factors.ts'
import { type Profile, useProfile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { Section } from './section.tsx'

type WorkspaceEndSectionProps = { workspace: Workspace; isActing: boolean }

/** How to leave a workspace and, for its owners, to delete it. */
export function WorkspaceEndSection({ workspace, isActing }: WorkspaceEndSectionProps) {
  const [doing, setDoing] = useState<'leave' | 'delete'>()
  const session = useSession()
  const { data: profile } = useProfile(session.kind === 'user' ? session.user.id : '')
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const close = () => setDoing(undefined)
  const isOwner = workspace.role === 'owner'

  /** The user's own act needs no notice that access has ended. */
  async function ended(text: string): Promise<void> {
    if (isActing) await actAs(undefined)
    navigate('/workspaces')
    void queries.invalidateQueries({ queryKey: workspacesKey })
    notify(text)
  }

  return (
    <Section name="end" title={isOwner ? 'Leave or delete' : 'Leave'}>
      <div className={styles.actions}>
        <Button onClick={() => setDoing('leave')}>Leave the workspace</Button>
        {isOwner && profile && (
          <Button look="danger" icon="trash" onClick={() => setDoing('delete')}>
            Delete the workspace
          </Button>
        )}
      </div>
      {doing === 'leave' && (
        <LeaveDialog
          workspace={workspace}
          onLeft={() => ended(`You have left ${workspace.name}.`)}
          onClose={close}
        />
      )}
      {doing === 'delete' && profile && (
        <DeleteDialog workspace={workspace} profile={profile} onDeleted={ended} onClose={close} />
      )}
    </Section>
  )
}

type LeaveDialogProps = { workspace: Workspace; onLeft: () => Promise<void>; onClose: () => void }

function LeaveDialog({ workspace, onLeft, onClose }: LeaveDialogProps) {
  const { id, name, memberId } = workspace
  const leave = useMutation({
    mutationFn: async () => {
      await call('DELETE /api/workspaces/{id}/members/{memberId}', { params: { id, memberId } })
      await onLeft()
    },
  })
  return (
    <Dialog title={`Leave ${name}?`} onClose={onClose}>
      <DialogForm
        onSubmit={leave.mutate}
        failure={leave.error && describeProblem(leave.error)}
        verb="Leave it"
        look="danger"
        busy={leave.isPending}
        onCancel={onClose}
      >
        <p>What you drew in it stays there, and so do its credits. To come back you need a new invitation.</p>
      </DialogForm>
    </Dialog>
  )
}

type DeleteDialogProps = {
  workspace: Workspace
  profile: Profile
  onDeleted: (text: string) => Promise<void>
  onClose: () => void
}

function DeleteDialog({ workspace, profile, onDeleted, onClose }: DeleteDialogProps) {
  const { id, name, credits } = workspace
  const [typed, setTyped] = useState('')
  return (
    <ProofDialog
      title={`Delete ${name}?`}
      profile={profile}
      verb="Delete everything"
      look="danger"
      act={async (password) => {
        const body = { name: typed, ...proofOf(password) }
        const lost = await call('DELETE /api/workspaces/{id}', { params: { id }, body })
        await onDeleted(`${name} is deleted, and with it ${describeBalance(lost.credits)}.`)
      }}
      onClose={onClose}
    >
      <p>This cannot be undone. The following is deleted permanently, for all members:</p>
      <ul className={styles.consequences}>
        <li>all its pictures, including those in the gallery, and running jobs</li>
        <li>its {describeBalance(credits)}: nothing is paid back</li>
        <li>its collections, palettes, API keys and webhooks</li>
      </ul>
      <Field
        label={`Type ${name} to confirm`}
        name="confirmation"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </ProofDialog>
  )
}
