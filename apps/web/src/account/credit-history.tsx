import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { type Answer, call } from '../api/index.ts'
import { onAnyJob } from '../live/index.ts'
import type { Account } from '../session/index.ts'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { PagedList, usePages } from './paged-list.tsx'

type Entry = Answer<'GET /api/user/credits'>['entries'][number]

/** What became of the user's credits, the latest first. */
export function CreditHistory({ user }: { user: Account }) {
  const queryClient = useQueryClient()
  const pages = usePages(['credits', user.id], (after, signal) =>
    call('GET /api/user/credits', { query: { limit: 8, ...after }, signal }),
  )
  useEffect(
    // A job is charged when it is accepted, and refunded when it fails.
    () =>
      onAnyJob(
        ({ status }) => status !== 'RUNNING' && void queryClient.invalidateQueries({ queryKey: ['credits'] }),
      ),
    [queryClient],
  )
  return (
    <PagedList
      pages={pages}
      itemsOf={(page) => page.entries}
      nothing="No credits were added or used yet."
      more="Show earlier ones"
    >
      {(entry: Entry) => (
        <li key={entry.id} className={rows.row}>
          <span className={rows.words}>
            <span>{explain(entry, user)}</span>
            <span className={rows.note}>
              <Moment at={entry.createdAt} />
              {noteOf(entry)}
            </span>
          </span>
          <span className={rows.number}>{entry.delta > 0 ? `+${entry.delta}` : `−${-entry.delta}`}</span>
        </li>
      )}
    </PagedList>
  )
}

const sentences: Partial<Record<Entry['reason'], string>> = {
  SIGNUP: 'Welcome credits',
  GRANT: 'Given to you',
  PURCHASE: 'Purchased',
  PAYMENT_REFUNDED: 'A payment was refunded',
  CHARGEBACK: 'A payment was disputed',
  EXPIRED: 'Not used in time',
}

function explain({ reason, job, delta }: Entry, { workspace }: Account) {
  if (reason === 'GRANT' && delta < 0) return 'Removed by an administrator'
  if (reason === 'GRANT' && workspace) return 'Given by an administrator'
  if (reason === 'REFUND') return `Refunded: ${job?.prompt ?? 'a picture that failed'}`
  if (sentences[reason]) return sentences[reason]
  if (job?.generationId) return <Link href={`/picture/${job.generationId}`}>{job.prompt}</Link>
  return job?.prompt ?? 'A picture'
}

/** A refund takes what is left: then both numbers are shown. */
function noteOf({ note, asked, delta }: Entry): string {
  if (asked !== null && asked > -delta) return ` · ${asked} were to be taken back, ${-delta} were left`
  return note ? ` · ${note}` : ''
}
