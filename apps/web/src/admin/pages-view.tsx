import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type AdminPage, call } from '../api/index.ts'
import { Button, Choice } from '../design/index.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { type Column, Table } from './table.tsx'
import { useFilter } from './use-filter.ts'
import styles from './view.module.css'
import { Time, View, Waiting } from './view.tsx'

const kinds = { collection: 'collection', author: 'page of an author' }

/** Collections and pages of authors that were reported, and those that are hidden. */
export function PagesView() {
  const { read, choose, all } = useFilter()
  const [act, setAct] = useState<Act>()
  const { data, error } = useQuery({
    queryKey: ['admin', 'pages', all],
    queryFn: ({ signal }) => call('GET /api/admin/pages', { query: all, signal }),
  })
  const isHidden = read('state') === 'hidden'
  return (
    <View
      title="Pages"
      tools={
        <Choice
          label="Pages"
          value={read('state')}
          onChoose={(state) => choose('state', state)}
          options={[
            { value: '', label: 'Reported' },
            { value: 'hidden', label: 'Hidden' },
          ]}
        />
      }
    >
      {!data ? (
        <Waiting error={error} />
      ) : data.pages.length === 0 ? (
        <p className={styles.soft}>{isHidden ? 'No page is hidden.' : 'No page is reported.'}</p>
      ) : (
        <Table label="Pages" columns={columnsWith(setAct)} rows={data.pages} keyOf={({ id }) => id} />
      )}
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </View>
  )
}

const columnsWith = (setAct: (act: Act) => void): readonly Column<AdminPage>[] => [
  {
    name: 'Page',
    kind: 'wide',
    cell: ({ kind, name, text }) => (
      <>
        <span dir="auto">{name}</span>
        <br />
        <span className={styles.soft}>{kinds[kind]}</span>
        {text !== null && <p dir="auto">{text}</p>}
      </>
    ),
  },
  {
    name: 'Reports',
    kind: 'wide',
    cell: ({ reports, removedReason }) =>
      removedReason ??
      reports.map(({ id, reason, text }) => (
        <p key={id} dir="auto">
          {text === null ? reason : `${reason}: ${text}`}
        </p>
      )),
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
  {
    name: 'Acts',
    kind: 'still',
    cell: (page) => (
      <>
        {page.removedAt ? (
          <Button onClick={() => setAct(allow(page))}>Allow it again</Button>
        ) : (
          <Button look="danger" onClick={() => setAct(hide(page))}>
            Hide
          </Button>
        )}
        {page.openReports > 0 && <Button onClick={() => setAct(dismiss(page))}>Dismiss</Button>}
      </>
    ),
  },
]

const hide = ({ kind, id, name }: AdminPage): Act => ({
  title: `Hide “${name}”?`,
  words:
    'From everybody but its owner, who reads the reason and cannot publish it. Its pictures stay as they are.',
  verb: 'Hide',
  isDangerous: true,
  done: 'It is hidden.',
  run: (reason) => call('POST /api/admin/pages/{kind}/{id}/hide', { params: { kind, id }, body: { reason } }),
})

const allow = ({ kind, id, name }: AdminPage): Act => ({
  title: `Allow “${name}” again?`,
  words: 'Its owner can publish it again, and reads the reason.',
  verb: 'Allow',
  done: 'Its owner can publish it again.',
  run: (reason) => call('POST /api/admin/pages/{kind}/{id}/show', { params: { kind, id }, body: { reason } }),
})

const dismiss = ({ kind, id, name }: AdminPage): Act => ({
  title: `Dismiss the reports of “${name}”?`,
  words: 'It stays as it is, and can be reported again.',
  verb: 'Dismiss',
  done: 'The reports are dismissed.',
  run: (reason) =>
    call('POST /api/admin/pages/{kind}/{id}/dismiss-reports', { params: { kind, id }, body: { reason } }),
})
