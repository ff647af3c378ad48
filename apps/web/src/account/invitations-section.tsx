import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Dialog, DialogForm, Field, Menu, notify, Skeleton } from '../design/index.ts'
import type { Workspace } from '../session/index.ts'
import { roleNames } from '../workspaces/index.ts'
import styles from './account-form.module.css'
import { Day } from './moment.tsx'
import { RoleFields } from './role-fields.tsx'
import { Section } from './section.tsx'
import { type Invitation, readLimit, useInvitations, useWorkspaceChanged } from './workspaces.ts'

/** Open invitations to a workspace, and how to invite somebody. */
export function InvitationsSection({ workspace }: { workspace: Workspace }) {
  const { id } = workspace
  const { data, error } = useInvitations(id)
  const changed = useWorkspaceChanged(id)
  const [isInviting, setInviting] = useState(false)
  const act = useMutation({
    mutationFn: async ({ invitation, what }: { invitation: Invitation; what: 'resend' | 'withdraw' }) => {
      const params = { id, invitationId: invitation.id }
      if (what === 'resend') {
        await call('POST /api/workspaces/{id}/invitations/{invitationId}/resend', { params })
        return `The invitation is sent to ${invitation.email} again. The link before no longer works.`
      }
      await call('DELETE /api/workspaces/{id}/invitations/{invitationId}', { params })
      return `The invitation of ${invitation.email} is withdrawn.`
    },
    onSuccess: (text) => notify(text),
    onError: (failed) => notify(describeProblem(failed)),
    onSettled: changed,
  })
  return (
    <Section name="invitations" title="Invitations" lead="By email. Each works once.">
      {data ? (
        <ul className={styles.ways}>
          {data.map((invitation) => (
            <li key={invitation.id}>
              <span className={styles.way}>
                <span>
                  <span className={styles.secret}>{invitation.email}</span>
                  <span className={styles.state}>
                    {roleNames[invitation.role]}
                    {invitation.expired ? ' · ended ' : ' · open until '}
                    <Day at={invitation.expiresAt} />
                  </span>
                </span>
              </span>
              <Menu
                label={`More about the invitation of ${invitation.email}`}
                icon="more"
                iconOnly
                items={[
                  { label: 'Send it again', onChoose: () => act.mutate({ invitation, what: 'resend' }) },
                  { label: 'Withdraw it', onChoose: () => act.mutate({ invitation, what: 'withdraw' }) },
                ]}
              />
            </li>
          ))}
          <li>
            <Button onClick={() => setInviting(true)}>Invite somebody</Button>
          </li>
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {isInviting && (
        <InviteDialog
          id={id}
          onInvited={(email) => {
            notify(`The invitation is on its way to ${email}.`)
            setInviting(false)
            changed()
          }}
          onClose={() => setInviting(false)}
        />
      )}
    </Section>
  )
}

/** Ownership is given to members, not by email. */
const offered = ['viewer', 'member', 'admin'] as const

type InviteDialogProps = { id: string; onInvited: (email: string) => void; onClose: () => void }

function InviteDialog({ id, onInvited, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof offered)[number]>('member')
  const [limit, setLimit] = useState('')
  const monthlyCredits = readLimit(limit)
  const invite = useMutation({
    mutationFn: () =>
      call('POST /api/workspaces/{id}/invitations', {
        params: { id },
        body: { email, role, ...(monthlyCredits !== undefined && { monthlyCredits }) },
      }),
    onSuccess: ({ invitation }) => onInvited(invitation.email),
  })
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <DialogForm
        onSubmit={invite.mutate}
        failure={invite.error && describeProblem(invite.error)}
        verb="Send the invitation"
        busy={invite.isPending}
        disabled={email.trim() === '' || monthlyCredits === undefined}
        onCancel={onClose}
      >
        <Field
          label="Email address"
          type="email"
          name="invited-email"
          autoComplete="off"
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <RoleFields offered={offered} role={role} onRole={setRole} limit={limit} onLimit={setLimit} />
      </DialogForm>
    </Dialog>
  )
}
