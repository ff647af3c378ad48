import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type AdminUser, call } from '../api/index.ts'
import { Button, Choice, Field } from '../design/index.ts'
import { useUser } from '../session/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { ProgramsTable } from './programs-table.tsx'
import styles from './view.module.css'
import { Facts, Time, View, Waiting } from './view.tsx'

type DialogName = 'credits' | 'suspend' | 'restore' | 'change'

export function UserView({ id }: { id: string }) {
  const [openDialog, setOpenDialog] = useState<DialogName>()
  const self = useUser()
  const { data, error } = useQuery({
    queryKey: ['admin', 'user', id],
    queryFn: ({ signal }) => call('GET /api/admin/users/{id}', { params: { id }, signal }),
  })
  if (!data)
    return (
      <View title="User">
        <Waiting error={error} />
      </View>
    )
  const { user, sessions, jobs, entries, programs } = data
  return (
    <View
      title={user.email}
      tools={
        <>
          <Button onClick={() => setOpenDialog('credits')}>Add or remove credits</Button>
          <Button onClick={() => setOpenDialog('change')}>Change plan or role</Button>
          {user.suspendedAt ? (
            <Button onClick={() => setOpenDialog('restore')}>Restore</Button>
          ) : (
            user.id !== self?.id && (
              <Button look="danger" onClick={() => setOpenDialog('suspend')}>
                Suspend
              </Button>
            )
          )}
        </>
      }
    >
      {user.suspendedAt && (
        <p className={styles.notice}>
          Suspended since <Time at={user.suspendedAt} />: nobody can sign in to this account.
        </p>
      )}
      <Facts
        facts={[
          [
            'Credits',
            <span key="credits" className={styles.figure}>
              {user.credits}
            </span>,
          ],
          ['Name', user.name],
          ['Plan', user.plan],
          ['Role', user.role],
          ['Address', user.emailVerified ? 'confirmed' : 'not confirmed'],
          ['Since', <Time key="since" at={user.createdAt} />],
          ['Last seen', <Time key="seen" at={user.lastUsedAt} />],
          ['Devices signed in', sessions],
          ['Pictures', user.pictures],
          [
            'Jobs',
            <Link key="jobs" href={`/admin/jobs?userId=${user.id}`}>
              {jobs.queued} queued, {jobs.running} running, {jobs.succeeded} drawn, {jobs.failed} failed
            </Link>,
          ],
          [
            'Acts',
            <Link key="acts" href={`/admin/acts?subject=${user.id}`}>
              Administrative actions
            </Link>,
          ],
          ['Id', <code key="id">{user.id}</code>],
        ]}
      />
      <h2>Latest entries of the ledger</h2>
      <LedgerTable entries={entries} />
      <h2>API keys and apps</h2>
      <ProgramsTable userId={user.id} programs={programs} />
      {openDialog === 'credits' && <GrantDialog user={user} onClose={() => setOpenDialog(undefined)} />}
      {openDialog === 'change' && <ChangeDialog user={user} onClose={() => setOpenDialog(undefined)} />}
      {(openDialog === 'suspend' || openDialog === 'restore') && (
        <ActDialog act={accessAct(user, openDialog)} onClose={() => setOpenDialog(undefined)} />
      )}
    </View>
  )
}

type DialogProps = { user: AdminUser; onClose: () => void }

function GrantDialog({ user, onClose }: DialogProps) {
  const [typed, setTyped] = useState('')
  const amount = /^[+-]?\d{1,7}$/.test(typed.trim()) ? Number(typed) : 0
  const isBelowZero = user.credits + amount < 0
  return (
    <ActDialog
      onClose={onClose}
      act={{
        title: 'Add or remove credits',
        words: `${user.email} has ${user.credits}.`,
        verb: amount < 0 ? `Take ${-amount}` : `Give ${amount}`,
        done: `The balance of ${user.email} is changed.`,
        isReady: amount !== 0 && !isBelowZero,
        fields: (
          <Field
            label="How many"
            name="amount"
            inputMode="numeric"
            hint="Use a minus sign to remove credits."
            problem={isBelowZero ? `This user has only ${user.credits}.` : undefined}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        ),
        run: (reason, idempotencyKey) =>
          call('POST /api/admin/users/{id}/credits', {
            params: { id: user.id },
            body: { amount, reason },
            idempotencyKey,
          }),
      }}
    />
  )
}

function ChangeDialog({ user, onClose }: DialogProps) {
  const [plan, setPlan] = useState(user.plan)
  const [role, setRole] = useState(user.role)
  return (
    <ActDialog
      onClose={onClose}
      act={{
        title: 'Change plan or role',
        words:
          role === 'ADMIN' && user.role === 'USER'
            ? 'An admin can do everything that is on these pages.'
            : undefined,
        verb: 'Change',
        done: `${user.email} is changed.`,
        isReady: plan !== user.plan || role !== user.role,
        fields: (
          <div className={styles.tools}>
            <Choice
              label="Plan"
              value={plan}
              onChoose={(value) => setPlan(value as AdminUser['plan'])}
              options={['FREE', 'CUSTOMER', 'UNLIMITED'].map((value) => ({ value, label: value }))}
            />
            <Choice
              label="Role"
              value={role}
              onChoose={(value) => setRole(value as AdminUser['role'])}
              options={['USER', 'ADMIN'].map((value) => ({ value, label: value }))}
            />
          </div>
        ),
        run: (reason) =>
          call('PATCH /api/admin/users/{id}', {
            params: { id: user.id },
            body: { ...(plan !== user.plan && { plan }), ...(role !== user.role && { role }), reason },
          }),
      }}
    />
  )
}

function accessAct(user: AdminUser, act: 'suspend' | 'restore'): Act {
  const params = { id: user.id }
  return act === 'restore'
    ? {
        title: `Restore ${user.email}?`,
        words: 'They can sign in again. Cancelled jobs stay cancelled.',
        verb: 'Restore',
        done: `${user.email} is restored.`,
        run: (reason) => call('POST /api/admin/users/{id}/restore', { params, body: { reason } }),
      }
    : {
        title: `Suspend ${user.email}?`,
        words:
          'All their sessions end at once, nobody can sign in, what is being drawn is cancelled and refunded. Public pictures stay.',
        verb: 'Suspend',
        isDangerous: true,
        done: `${user.email} is suspended.`,
        run: (reason) => call('POST /api/admin/users/{id}/suspend', { params, body: { reason } }),
      }
}
