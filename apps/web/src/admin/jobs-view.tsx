import { Link, useLocation } from 'wouter'
import { type AdminListedJob, call } from '../api/index.ts'
import { Button, Choice } from '../design/index.ts'
import { SearchBox } from './search-box.tsx'
import { type Column, PagedTable, usePages } from './table.tsx'
import { useFilter } from './use-filter.ts'
import styles from './view.module.css'
import { Time, View } from './view.tsx'

const columns: readonly Column<AdminListedJob>[] = [
  {
    name: 'Asked for',
    kind: 'wide',
    cell: ({ id, prompt, style }) => (
      <>
        <Link href={`/admin/jobs/${id}`}>{prompt}</Link>
        <br />
        <span className={styles.soft}>{style}</span>
      </>
    ),
  },
  {
    name: 'State',
    kind: 'still',
    cell: ({ status, errorCode }) => (errorCode ? <span className={styles.mark}>{errorCode}</span> : status),
  },
  { name: 'Model', kind: 'still', cell: ({ model }) => model },
  { name: 'Attempts', kind: 'number', cell: ({ attempts }) => attempts },
  {
    name: 'By',
    kind: 'still',
    cell: ({ userId, email }) => <Link href={`/admin/users/${userId}`}>{email}</Link>,
  },
  { name: 'Accepted', kind: 'still', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

const states = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED']
const reasons = [
  'NOT_UNDERSTOOD',
  'CANCELLED',
  'TIMEOUT',
  'REFUSED',
  'VALIDATION_ERROR',
  'OPENAI_RATE_LIMIT',
  'OPENAI_MODEL_NOT_FOUND',
  'OPENAI_PERMISSION',
  'GENERATION_FAILED',
]
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

export function JobsView() {
  const { read, choose, all } = useFilter()
  const [, navigate] = useLocation()
  const pages = usePages(['jobs', all], (after, signal) =>
    call('GET /api/admin/jobs', { query: { limit: 50, ...all, ...after }, signal }),
  )
  return (
    <View
      title="Jobs"
      tools={
        <>
          <SearchBox
            label="Id of a job, or a model"
            value={read('model')}
            onSearch={(text) => (isId(text) ? navigate(`/admin/jobs/${text}`) : choose('model', text))}
          />
          <Choice
            label="State"
            value={read('status')}
            onChoose={(status) => choose('status', status)}
            options={[
              { value: '', label: 'All states' },
              ...states.map((value) => ({ value, label: value })),
            ]}
          />
          <Choice
            label="Why it failed"
            value={read('errorCode')}
            onChoose={(code) => choose('errorCode', code)}
            options={[
              { value: '', label: 'All reasons' },
              ...reasons.map((value) => ({ value, label: value })),
            ]}
          />
          {read('userId') && (
            <Button icon="close" onClick={() => choose('userId', '')}>
              Of one user
            </Button>
          )}
        </>
      }
    >
      <PagedTable
        label="Jobs"
        pages={pages}
        columns={columns}
        rowsOf={(page) => page.jobs}
        keyOf={({ id }) => id}
        nothing="No job matches."
      />
    </View>
  )
}
