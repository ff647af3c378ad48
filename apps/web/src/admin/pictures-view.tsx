import { Link } from 'wouter'
import { type AdminPicture, call } from '../api/index.ts'
import { Choice } from '../design/index.ts'
import { type Column, PagedTable, usePages } from './table.tsx'
import { useFilter } from './use-filter.ts'
import styles from './view.module.css'
import { Time, View } from './view.tsx'

const columns: readonly Column<AdminPicture>[] = [
  {
    name: 'Picture',
    kind: 'wide',
    cell: ({ id, prompt, style }) => (
      <>
        <Link href={`/admin/reports/${id}`}>{prompt}</Link>
        <br />
        <span className={styles.soft}>{style}</span>
      </>
    ),
  },
  { name: 'Reports', kind: 'number', cell: ({ openReports }) => openReports },
  { name: 'Reasons', kind: 'still', cell: ({ reasons }) => reasons.join(', ') },
  {
    name: 'State',
    kind: 'still',
    cell: ({ removedAt, privacy }) =>
      removedAt ? <span className={styles.mark}>hidden</span> : privacy ? 'private' : 'public',
  },
  {
    name: 'By',
    kind: 'still',
    cell: ({ userId, email }) => <Link href={`/admin/users/${userId}`}>{email}</Link>,
  },
  {
    name: 'Reported, or hidden',
    kind: 'still',
    cell: ({ reportedAt, removedAt }) => <Time at={reportedAt ?? removedAt} />,
  },
]

/** Pictures that were reported, and those that are hidden. */
export function PicturesView() {
  const { read, choose, all } = useFilter()
  const pages = usePages(['pictures', all], (after, signal) =>
    call('GET /api/admin/pictures', { query: { limit: 50, ...all, ...after }, signal }),
  )
  const isHidden = read('state') === 'hidden'
  return (
    <View
      title="Reports"
      tools={
        <Choice
          label="Pictures"
          value={read('state')}
          onChoose={(state) => choose('state', state)}
          options={[
            { value: '', label: 'Reported' },
            { value: 'hidden', label: 'Hidden' },
          ]}
        />
      }
    >
      <PagedTable
        label="Pictures"
        pages={pages}
        columns={columns}
        rowsOf={(page) => page.pictures}
        keyOf={({ id }) => id}
        nothing={isHidden ? 'No picture is hidden.' : 'No picture is reported.'}
      />
    </View>
  )
}
