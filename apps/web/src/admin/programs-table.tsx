import { useState } from 'react'
import { type AdminProgram, call } from '../api/index.ts'
import { Button } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { Time } from './view.tsx'

type Props = { userId: string; programs: readonly AdminProgram[] }

/** The API keys and apps that can use the account of a user, and a way to end each. */
export function ProgramsTable({ userId, programs }: Props) {
  const [open, setOpen] = useState<AdminProgram>()
  if (programs.length === 0) return <p className={styles.soft}>No key and no app can use this account.</p>
  const columns: readonly Column<AdminProgram>[] = [
    { name: 'Name', kind: 'wide', cell: ({ name }) => name },
    { name: 'What', kind: 'still', cell: ({ kind }) => (kind === 'app' ? 'App' : 'API key') },
    { name: 'May', kind: 'wide', cell: ({ scopes }) => scopes.join(', ') },
    { name: 'Credits this month', kind: 'number', cell: ({ spentThisMonth }) => spentThisMonth },
    { name: 'Last used', kind: 'still', cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
    {
      name: 'End',
      kind: 'still',
      cell: (program) => (
        <Button aria-label={`Revoke ${program.name}`} onClick={() => setOpen(program)}>
          Revoke
        </Button>
      ),
    },
  ]
  return (
    <>
      <Table label="API keys and apps" columns={columns} rows={programs} keyOf={({ id }) => id} />
      {open && <ActDialog act={revokeAct(userId, open)} onClose={() => setOpen(undefined)} />}
    </>
  )
}

const revokeAct = (userId: string, { id, kind, name }: AdminProgram): Act => ({
  title: `Revoke ${name}?`,
  words:
    kind === 'app'
      ? 'The app can no longer use the account until its user allows it again. Pictures that it asked for are finished.'
      : 'Programs with this key stop working. Pictures that they asked for are finished.',
  verb: 'Revoke',
  isDangerous: true,
  done: `${name} can no longer use the account.`,
  run: (reason) =>
    call('POST /api/admin/users/{id}/programs/{programId}/revoke', {
      params: { id: userId, programId: id },
      body: { reason },
    }),
})
