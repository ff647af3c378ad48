import { useQuery } from '@tanstack/react-query'
import { call, describeProblem } from '../api/index.ts'
import { Dialog, Skeleton } from '../design/index.ts'
import type { ApiKey } from './api-keys.ts'
import { Day, Moment } from './moment.tsx'
import rows from './paged-list.module.css'

type ApiKeyUsesDialogProps = { apiKey: ApiKey; onClose: () => void }

/** What a key was used for, by day and call, the latest day first. */
export function ApiKeyUsesDialog({ apiKey: { id, name }, onClose }: ApiKeyUsesDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['api-key-uses', id],
    queryFn: async ({ signal }) =>
      (await call('GET /api/user/api-keys/{id}/uses', { params: { id }, signal })).uses,
    // Every use counts, also those since the last look.
    staleTime: 0,
  })
  return (
    <Dialog title={`Uses of ${name}`} onClose={onClose}>
      {!data && <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>}
      {data?.length === 0 && <p>It was never used.</p>}
      {data && data.length > 0 && (
        <ul className={rows.list}>
          {data.map(({ day, call: used, uses, refusals, lastAt, firstAddress, lastAddress }) => (
            <li key={`${day} ${used}`} className={rows.row}>
              <span className={rows.words}>
                <code>{used}</code>
                <span className={rows.note}>
                  <Day at={day} /> · {uses} {uses === 1 ? 'use' : 'uses'}
                  {refusals > 0 && `, ${refusals} refused`} · last <Moment at={lastAt} /> from{' '}
                  {firstAddress === lastAddress ? lastAddress : `${lastAddress}, first from ${firstAddress}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
