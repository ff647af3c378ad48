import { Link } from 'wouter'
import { type AdminAct, call } from '../api/index.ts'
import { Button, Choice } from '../design/index.ts'
import { type Column, PagedTable, usePages } from './table.tsx'
import { useFilter } from './use-filter.ts'
import styles from './view.module.css'
import { Time, View } from './view.tsx'

const words: Record<AdminAct['action'], string> = {
  'user.grant': 'Added or removed credits',
  'user.suspend': 'Suspended a user',
  'user.restore': 'Restored a user',
  'user.reset-factors': 'Removed passkeys and second factor',
  'user.revoke-api-key': 'Revoked an API key',
  'user.disconnect-app': 'Disconnected an app',
  'user.disable-webhook': 'Disabled a webhook',
  'user.enable-webhook': 'Enabled a webhook',
  'user.change': 'Changed a user',
  'job.retry': 'Retried a job',
  'job.cancel': 'Cancelled a job',
  'queue.pause': 'Paused the queue',
  'queue.resume': 'Resumed the queue',
  'queue.drain': 'Cancelled all waiting jobs',
  'model.disable': 'Switched a model off',
  'model.enable': 'Switched a model on',
  'picture.hide': 'Hid a picture',
  'picture.show': 'Showed a picture again',
  'picture.delete': 'Deleted a picture',
  'page.hide': 'Hid a collection or page',
  'page.show': 'Allowed a collection or page again',
  'page.dismiss-reports': 'Dismissed reports of a page',
  'picture.dismiss-reports': 'Dismissed reports',
  'code.create': 'Made a code',
  'code.disable': 'Switched a code off',
}

const columns: readonly Column<AdminAct>[] = [
  { name: 'When', kind: 'still', cell: ({ at }) => <Time at={at} /> },
  {
    name: 'Who',
    kind: 'still',
    cell: ({ actor, actorKind }) =>
      actor ? (
        <Link href={`/admin/users/${actor.id}`}>{actor.email ?? 'a deleted account'}</Link>
      ) : (
        actorKind.replace('-', ' ')
      ),
  },
  {
    name: 'What',
    kind: 'wide',
    cell: ({ action, details }) => (
      <>
        {words[action]}
        <br />
        <span className={styles.soft}>
          {Object.entries(details)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}
        </span>
      </>
    ),
  },
  { name: 'About', kind: 'still', cell: ({ subject }) => <Subject subject={subject} /> },
  { name: 'Reason', kind: 'wide', cell: ({ reason }) => reason },
]

export function ActsView() {
  const { read, choose, all } = useFilter()
  const pages = usePages(['acts', all], (after, signal) =>
    call('GET /api/admin/acts', { query: { limit: 50, ...all, ...after }, signal }),
  )
  return (
    <View
      title="Acts"
      tools={
        <>
          <Choice
            label="Action"
            value={read('action')}
            onChoose={(action) => choose('action', action)}
            options={[
              { value: '', label: 'All actions' },
              ...Object.entries(words).map(([value, label]) => ({ value, label })),
            ]}
          />
          {read('subject') && (
            <Button icon="close" onClick={() => choose('subject', '')}>
              About one
            </Button>
          )}
        </>
      }
    >
      <PagedTable
        label="Acts"
        pages={pages}
        columns={columns}
        rowsOf={(page) => page.acts}
        keyOf={({ id }) => id}
        nothing="No act matches."
      />
    </View>
  )
}

function Subject({ subject: { kind, id } }: { subject: AdminAct['subject'] }) {
  if (id === null) return kind
  if (kind === 'user' || kind === 'job') return <Link href={`/admin/${kind}s/${id}`}>the {kind}</Link>
  if (kind === 'picture') return <Link href={`/admin/reports/${id}`}>the picture</Link>
  return id
}
