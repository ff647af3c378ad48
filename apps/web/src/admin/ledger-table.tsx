import { Link } from 'wouter'
import type { LedgerEntry } from '../api/index.ts'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { Time } from './view.tsx'

const columns: readonly Column<LedgerEntry>[] = [
  { name: 'When', kind: 'still', cell: ({ createdAt }) => <Time at={createdAt} /> },
  { name: 'Why', kind: 'still', cell: ({ reason }) => reason },
  { name: 'Credits', kind: 'number', cell: ({ delta }) => (delta > 0 ? `+${delta}` : delta) },
  {
    name: 'About',
    kind: 'wide',
    cell: ({ jobId, note }) => (jobId ? <Link href={`/admin/jobs/${jobId}`}>the job</Link> : note),
  },
]

export const LedgerTable = ({ entries }: { entries: readonly LedgerEntry[] }) =>
  entries.length === 0 ? (
    <p className={styles.soft}>The ledger has no entry.</p>
  ) : (
    <Table label="Entries of the ledger" columns={columns} rows={entries} keyOf={({ id }) => id} />
  )
