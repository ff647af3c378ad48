import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { AskForm, CodeForm } from '../credits/index.ts'
import { Button, Page, Skeleton } from '../design/index.ts'
import { type Account, includesRole, useSession } from '../session/index.ts'
import styles from './account-page.module.css'
import { BalanceSection } from './balance-section.tsx'
import { CreditHistory } from './credit-history.tsx'
import { Balance } from './credits-section.tsx'
import { InvoicesSection } from './invoices-section.tsx'
import { PacksSection } from './packs-section.tsx'
import { PlanSection } from './plan-section.tsx'
import { Section } from './section.tsx'
import { SignInFirst } from './sign-in-first.tsx'

/** What is paid for, what comes when, and how to get more credits. */
export default function BillingPage() {
  const session = useSession()
  if (session.kind === 'user') {
    const { user } = session
    const isShown = !user.workspace || includesRole(user.workspace.role, 'admin')
    return isShown ? <Billing user={user} /> : <CreditsOnly user={user} />
  }
  return (
    <SignInFirst
      title="Billing"
      path="/billing"
      what="your credits"
      words="Sign in to see your credits, your plan and your invoices."
    />
  )
}

/** For members of a workspace who may not see what is bought. */
function CreditsOnly({ user }: { user: Account }) {
  return (
    <Page title="Billing" width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <h1 tabIndex={-1}>Billing</h1>
        </header>
        <Section name="balance" title="Credits" lead={`They belong to ${user.name}.`}>
          <Balance credits={user.credits} />
          <p>Its admins see the plan and the invoices, and its owners buy credits.</p>
        </Section>
        <Section name="history" title="History" lead="Every change of the balance.">
          <CreditHistory user={user} />
        </Section>
      </div>
    </Page>
  )
}

function Billing({ user }: { user: Account }) {
  const isBuyer = !user.workspace || user.workspace.role === 'owner'
  const queries = useQueryClient()
  const isPaid = new URLSearchParams(location.search).get('checkout') === 'done'
  const billing = useQuery({
    queryKey: ['billing', user.id],
    queryFn: ({ signal }) => call('GET /api/billing', { signal }),
  })
  const prices = useQuery({
    queryKey: ['prices'],
    queryFn: ({ signal }) => call('GET /api/billing/prices', { signal }),
  })
  useEffect(() => {
    // Pictures that were drawn elsewhere have changed the balance.
    void queries.invalidateQueries({ queryKey: ['billing', user.id] })
  }, [queries, user.id])
  const { data, error, refetch } = billing
  const sold = prices.data?.prices ?? []
  return (
    <Page title="Billing" width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <h1 tabIndex={-1}>Billing</h1>
        </header>
        {isPaid && (
          <p role="status">
            Thank you. Your credits or your plan are here as soon as the payment has arrived.
          </p>
        )}
        {data ? (
          <>
            <BalanceSection billing={data} />
            {isBuyer && <PacksSection packs={sold.filter(({ kind }) => kind === 'pack')} />}
            {data.isSelling && (
              <PlanSection
                billing={data}
                plans={sold.filter(({ kind }) => kind === 'plan')}
                isBuyer={isBuyer}
              />
            )}
            {data.isSelling && <InvoicesSection invoices={data.invoices} />}
          </>
        ) : (
          <div className={styles.wait} role="status">
            {error ? (
              <>
                <p>{describeProblem(error)}</p>
                <Button onClick={() => void refetch()}>Try again</Button>
              </>
            ) : (
              <Skeleton width="60%" />
            )}
          </div>
        )}
        <FreeSections isWorkspace={user.workspace !== undefined} />
        <Section name="history" title="History" lead="Every change of the balance.">
          <CreditHistory user={user} />
        </Section>
      </div>
    </Page>
  )
}

function FreeSections({ isWorkspace }: { isWorkspace: boolean }) {
  const lead = isWorkspace
    ? 'A code gives the workspace credits. Each person can use it once.'
    : 'A code gives you credits, once.'
  return (
    <>
      <Section name="code" title="Use a code" lead={lead}>
        <CodeForm />
      </Section>
      <Section
        name="ask"
        title="Ask for credits"
        lead={`The administrators of this service can give ${isWorkspace ? 'the workspace' : 'you'} some.`}
      >
        <AskForm />
      </Section>
    </>
  )
}
