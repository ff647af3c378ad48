import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { CountField, Field, notify, typedMax } from '../design/index.ts'
import type { Workspace } from '../session/index.ts'
import { Section } from './section.tsx'
import { SettingsForm } from './settings-form.tsx'
import { limitBounds, readLimit, useWorkspaceChanged } from './workspaces.ts'

/** The name of a workspace and what it may spend in a month. */
export function WorkspaceSettingsSection({ workspace }: { workspace: Workspace }) {
  const { id } = workspace
  const changed = useWorkspaceChanged(id)
  const [name, setName] = useState(workspace.name)
  const [limit, setLimit] = useState(String(workspace.monthlyCredits ?? ''))
  const monthlyCredits = readLimit(limit)
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /api/workspaces/{id}', {
        params: { id },
        body: { name, ...(monthlyCredits !== undefined && { monthlyCredits }) },
      }),
    onSuccess() {
      notify('Saved.')
      changed()
    },
  })
  return (
    <Section name="settings" title="Settings">
      <SettingsForm
        onSave={save.mutate}
        isSaving={save.isPending}
        isChanged={
          monthlyCredits !== undefined &&
          (name !== workspace.name || monthlyCredits !== workspace.monthlyCredits)
        }
        failure={save.error ? describeProblem(save.error) : undefined}
      >
        <Field
          label="Name"
          name="workspace-name"
          autoComplete="off"
          maxLength={typedMax(100)}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <CountField
          label="Credits a month"
          name="workspace-credits"
          hint="At most so many are spent in a month by all members and keys together. Leave it empty for no limit."
          value={limit}
          onType={setLimit}
          {...limitBounds}
        />
      </SettingsForm>
    </Section>
  )
}
