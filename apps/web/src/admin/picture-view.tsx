import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type AdminPicture, call, type PictureReport } from '../api/index.ts'
import { Button } from '../design/index.ts'
import { InlinePicture } from '../picture/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { Facts, Time, View, Waiting } from './view.tsx'

const columns: readonly Column<PictureReport>[] = [
  { name: 'Said', kind: 'still', cell: ({ reason }) => reason },
  { name: 'In words', kind: 'wide', cell: ({ text }) => text && <span dir="auto">{text}</span> },
  { name: 'State', kind: 'still', cell: ({ resolution }) => resolution ?? 'open' },
  { name: 'At', kind: 'still', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

/** A picture that is reported, hidden or public, with the actions of an administrator. */
export function PictureView({ id }: { id: string }) {
  const [act, setAct] = useState<Act>()
  const [, navigate] = useLocation()
  const { data, error } = useQuery({
    queryKey: ['admin', 'picture', id],
    queryFn: ({ signal }) => call('GET /api/admin/pictures/{id}', { params: { id }, signal }),
    retry: false,
  })
  if (!data)
    return (
      <View title="Picture">
        <Waiting error={error} />
      </View>
    )
  const { picture, reports, svg } = data
  const leave = () => navigate('/admin/reports')
  return (
    <View
      title={picture.prompt}
      tools={
        <>
          {picture.removedAt ? (
            <Button onClick={() => setAct(showAgain(picture, leave))}>Show it again</Button>
          ) : (
            <Button look="danger" onClick={() => setAct(hide(picture))}>
              Hide
            </Button>
          )}
          <Button look="danger" onClick={() => setAct(remove(picture, leave))}>
            Delete
          </Button>
          {picture.openReports > 0 && (
            <Button onClick={() => setAct(dismiss(picture))}>Dismiss the reports</Button>
          )}
        </>
      }
    >
      {picture.removedAt && (
        <p className={styles.notice}>
          Hidden since <Time at={picture.removedAt} />: {picture.removedReason}
        </p>
      )}
      <div className={styles.picture}>
        <InlinePicture svg={svg} label={picture.prompt} />
      </div>
      <Facts
        facts={[
          ['Seen by', picture.privacy ? 'its owner alone' : 'everybody'],
          ['Open reports', picture.openReports],
          [
            'By',
            <Link key="by" href={`/admin/users/${picture.userId}`}>
              {picture.email}
            </Link>,
          ],
          ['Drawn', <Time key="drawn" at={picture.createdAt} />],
          [
            'Acts',
            <Link key="acts" href={`/admin/acts?subject=${picture.id}`}>
              Administrative actions
            </Link>,
          ],
          ['Id', <code key="id">{picture.id}</code>],
        ]}
      />
      {reports.length > 0 && (
        <Table label="Reports" columns={columns} rows={reports} keyOf={(report) => report.id} />
      )}
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </View>
  )
}

const hide = ({ id }: AdminPicture): Act => ({
  title: 'Hide this picture?',
  words:
    'From everybody but its owner, who reads the reason and cannot publish it. Its reports are resolved.',
  verb: 'Hide',
  isDangerous: true,
  done: 'The picture is hidden.',
  run: (reason) => call('POST /api/admin/pictures/{id}/hide', { params: { id }, body: { reason } }),
})

const showAgain = ({ id }: AdminPicture, onDone: () => void): Act => ({
  title: 'Show this picture again?',
  words: 'Everybody sees it again, unless its owner keeps it private. Its owner can read the reason.',
  verb: 'Show',
  done: 'The picture is shown again.',
  run: async (reason) => {
    await call('POST /api/admin/pictures/{id}/show', { params: { id }, body: { reason } })
    onDone()
  },
})

const remove = ({ id }: AdminPicture, onDone: () => void): Act => ({
  title: 'Delete this picture?',
  words: 'Its owner can read the reason. It cannot be brought back.',
  verb: 'Delete',
  isDangerous: true,
  done: 'The picture is deleted.',
  run: async (reason) => {
    await call('DELETE /api/admin/pictures/{id}', { params: { id }, body: { reason } })
    onDone()
  },
})

const dismiss = ({ id }: AdminPicture): Act => ({
  title: 'Dismiss the reports?',
  words: 'The picture stays as it is. It can be reported again.',
  verb: 'Dismiss',
  done: 'The reports are dismissed.',
  run: (reason) =>
    call('POST /api/admin/pictures/{id}/dismiss-reports', { params: { id }, body: { reason } }),
})
