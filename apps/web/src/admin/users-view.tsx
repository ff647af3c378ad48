import { Link } from 'wouter'
import { type AdminUser, call } from '../api/index.ts'
import { Choice } from '../design/index.ts'
import { SearchBox } from './search-box.tsx'
import { type Column, PagedTable, usePages } from './table.tsx'
import { useFilter } from './use-filter.ts'
import styles from './view.module.css'
import { Time, View } from './view.tsx'

const columns: readonly Column<AdminUser>[] = [
  {
    name: 'Address',
    kind: 'wide',
    cell: ({ id, email, name, suspendedAt }) => (
      <>
        <Link href={`/admin/users/${id}`}>{email}</Link>
        {suspendedAt && <span className={styles.mark}> suspended</span>}
        <br />
        <span className={styles.soft}>{name}</span>
      </>
    ),
  },
  { name: 'Plan', kind: 'still', cell: ({ plan, role }) => (role === 'ADMIN' ? `${plan}, admin` : plan) },
  { name: 'Credits', kind: 'number', cell: ({ credits }) => credits },
  { name: 'Pictures', kind: 'number', cell: ({ pictures }) => pictures },
  { name: 'Last seen', kind: 'still', cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
  { name: 'Since', kind: 'still', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

const plans = ['FREE', 'CUSTOMER', 'UNLIMITED']

export function UsersView() {
  const { read, choose, all } = useFilter()
  const pages = usePages(['users', all], (after, signal) =>
    call('GET /api/admin/users', { query: { limit: 50, ...all, ...after }, signal }),
  )
  return (
    <View
      title="Users"
      tools={
        <>
          <SearchBox label="Address, name or id" value={read('q')} onSearch={(q) => choose('q', q)} />
          <Choice
            label="Plan"
            value={read('plan')}
            onChoose={(plan) => choose('plan', plan)}
            options={[{ value: '', label: 'All plans' }, ...plans.map((value) => ({ value, label: value }))]}
          />
          <Choice
            label="Role"
            value={read('role')}
            onChoose={(role) => choose('role', role)}
            options={[
              { value: '', label: 'All roles' },
              { value: 'ADMIN', label: 'Admins' },
              { value: 'USER', label: 'Users' },
            ]}
          />
          <Choice
            label="State"
            value={read('state')}
            onChoose={(state) => choose('state', state)}
            options={[
              { value: '', label: 'All states' },
              { value: 'active', label: 'Active' },
              { value: 'suspended', label: 'Suspended' },
            ]}
          />
        </>
      }
    >
      <PagedTable
        label="Users"
        pages={pages}
        columns={columns}
        rowsOf={(page) => page.users}
        keyOf={({ id }) => id}
        nothing="No user matches."
      />
    </View>
  )
}
