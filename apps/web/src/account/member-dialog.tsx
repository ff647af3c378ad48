import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Dialog, DialogForm } from '../design/index.ts'
import { includesRole, type Member, roles, type Workspace } from '../session/index.ts'
import { RoleFields } from './role-fields.tsx'
import { readLimit } from './workspaces.ts'

type MemberDialogProps = {
  workspace: Workspace
  member: Member
  onChanged: () => void
  onClose: () => void
}

/** Changes the role and the limit of a member. */
export function MemberDialog({ workspace, member, onChanged, onClose }: MemberDialogProps) {
  const [role, setRole] = useState(member.role)
  const [limit, setLimit] = useState(String(member.monthlyCredits ?? ''))
  const monthlyCredits = readLimit(limit)
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /api/workspaces/{id}/members/{memberId}', {
        params: { id: workspace.id, memberId: member.id },
        body: { role, ...(monthlyCredits !== undefined && { monthlyCredits }) },
      }),
    onSuccess: onChanged,
  })
  return (
    <Dialog title={member.name} onClose={onClose}>
      <DialogForm
        onSubmit={save.mutate}
        failure={save.error && describeProblem(save.error)}
        verb="Save"
        busy={save.isPending}
        disabled={monthlyCredits === undefined}
        onCancel={onClose}
      >
        <RoleFields
          offered={roles.filter((one) => includesRole(workspace.role, one))}
          role={role}
          onRole={setRole}
          limit={limit}
          onLimit={setLimit}
        />
      </DialogForm>
    </Dialog>
  )
}

type RemoveMemberDialogProps = Omit<MemberDialogProps, 'onChanged'> & { onRemoved: () => void }

export function RemoveMemberDialog({ workspace, member, onRemoved, onClose }: RemoveMemberDialogProps) {
  const remove = useMutation({
    mutationFn: () =>
      call('DELETE /api/workspaces/{id}/members/{memberId}', {
        params: { id: workspace.id, memberId: member.id },
      }),
    onSuccess: onRemoved,
  })
  return (
    <Dialog title={`Remove ${member.name}?`} onClose={onClose}>
      <DialogForm
        onSubmit={remove.mutate}
        failure={remove.error && describeProblem(remove.error)}
        verb="Remove"
        look="danger"
        busy={remove.isPending}
        onCancel={onClose}
      >
        <p>
          They can no longer act in {workspace.name}, from now on. What they drew stays in it, and so do its
          credits and the API keys that they made.
        </p>
      </DialogForm>
    </Dialog>
  )
}
