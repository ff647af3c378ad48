import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { type Answer, call, type SignedInUser } from '../api/index.ts'
import { AskForCredits, useCreditsHelp } from '../credits/index.ts'
import { onAnyJob } from '../live/index.ts'
import styles from './credits-section.module.css'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { PagedList, usePages } from './paged-list.tsx'
import { Section } from './section.tsx'

type Entry = Answer<'GET /api/user/credits'>['entries'][number]

const plans = { FREE: 'Free plan', CUSTOMER: 'Customer', UNLIMITED: 'Unlimited plan' }

export function CreditsSection({ user }: { user: SignedInUser }) {
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
    <Section name="credits" title="Credits" lead={plans[user.plan]}>
      <p className={styles.balance}>
        <span className={styles.number}>{user.credits}</span>
        {user.credits === 1 ? 'picture left to draw' : 'pictures left to draw'}
      </p>
      <div className={styles.help}>
        <p>{useCreditsHelp()}</p>
        <AskForCredits />
      </div>
      <PagedList
        pages={pages}
        itemsOf={(page) => page.entries}
        nothing="No credits were added or used yet."
        more="Show earlier ones"
      >
        {(entry: Entry) => (
          <li key={entry.id} className={rows.row}>
            <span className={rows.words}>
              <span>{explain(entry)}</span>
              <span className={rows.note}>
                <Moment at={entry.createdAt} />
                {entry.note && ` · ${entry.note}`}
              </span>
            </span>
            <span className={rows.number}>{entry.delta > 0 ? `+${entry.delta}` : `−${-entry.delta}`}</span>
          </li>
        )}
      </PagedList>
    </Section>
  )
}

function explain({ reason, job }: Entry) {
  if (reason === 'SIGNUP') return 'Welcome credits'
  if (reason === 'GRANT') return 'Changed by an administrator'
  if (reason === 'PURCHASE') return 'Purchased'
  if (reason === 'REFUND') return `Refunded: ${job?.prompt ?? 'a picture that failed'}`
  if (job?.generationId) return <Link href={`/picture/${job.generationId}`}>{job.prompt}</Link>
  return job?.prompt ?? 'A picture'
}
