import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, describeProblem, type SignedInUser } from '../api/index.ts'
import { AskForm, CodeForm } from '../credits/index.ts'
import { Button, Page, Skeleton } from '../design/index.ts'
import { useSession } from '../session/index.ts'
import styles from './account-page.module.css'
import { BalanceSection } from './balance-section.tsx'
import { CreditHistory } from './credit-history.tsx'
import { InvoicesSection } from './invoices-section.tsx'
import { PacksSection } from './packs-section.tsx'
import { PlanSection } from './plan-section.tsx'
import { Section } from './section.tsx'
import { SignInFirst } from './sign-in-first.tsx'

/** What is paid for, what comes when, and how to get more credits. */
export default function BillingPage() {
  const session = useSession()
  if (session.kind === 'user') return <Billing user={session.user} />
  return (
    <SignInFirst
      title="Billing"
      path="/billing"
      what="your credits"
      words="Sign in to see your credits, your plan and your invoices."
    />
  )
}

function Billing({ user }: { user: SignedInUser }) {
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
            <PacksSection packs={sold.filter(({ kind }) => kind === 'pack')} />
            {data.isSelling && (
              <PlanSection billing={data} plans={sold.filter(({ kind }) => kind === 'plan')} />
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
        <Section name="code" title="Use a code" lead="A code gives you credits, once.">
          <CodeForm />
        </Section>
        <Section
          name="ask"
          title="Ask for credits"
          lead="The administrators of this service can give you some."
        >
          <AskForm />
        </Section>
        <Section name="history" title="History" lead="Every change of your balance.">
          <CreditHistory user={user} />
        </Section>
      </div>
    </Page>
  )
}
