import type { Answer } from '../api/index.ts'
import { Button } from '../design/index.ts'
import forms from './account-form.module.css'
import rows from './paged-list.module.css'
import { planTitles } from './plan-titles.ts'
import { type Price, useCheckout, usePortal, writeMoney } from './prices.ts'
import { Section } from './section.tsx'

type Billing = Answer<'GET /api/billing'>

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })

type PlanSectionProps = {
  billing: Billing
  plans: readonly Price[]
  /** In a workspace only its owners buy. */
  isBuyer: boolean
}

/** The plan, and how to change it. */
export function PlanSection({ billing, plans, isBuyer }: PlanSectionProps) {
  const checkout = useCheckout()
  const portal = usePortal()
  const { plan, subscription, invoices } = billing
  const hasPaid = subscription !== null || (invoices?.length ?? 1) > 0
  return (
    <Section name="plan" title="Plan" lead={planTitles[plan]}>
      {subscription && <p>{describe(subscription)}</p>}
      {!isBuyer && <p>The owners of the workspace choose the plan and buy credits.</p>}
      {isBuyer && !subscription && plans.length > 0 && (
        <ul className={forms.ways}>
          {plans.map((price) => (
            <li key={price.id}>
              <span className={rows.words}>
                <span>{price.name}</span>
                <span className={rows.note}>{termsOf(price)}</span>
              </span>
              <Button
                busy={checkout.isPending && checkout.variables === price.id}
                onClick={() => checkout.mutate(price.id)}
              >
                Choose <span className="hidden-words">{price.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isBuyer && hasPaid && (
        <div>
          <Button busy={portal.isPending} onClick={() => portal.mutate()}>
            Manage plan and payments
          </Button>
        </div>
      )}
    </Section>
  )
}

function describe({ status, cancelAt, periodEndsAt }: NonNullable<Billing['subscription']>): string {
  if (cancelAt) return `It ends on ${day.format(new Date(cancelAt))}.`
  if (status === 'past_due') return 'The last payment failed. Check your card, or the plan will end.'
  return `It renews on ${day.format(new Date(periodEndsAt))}.`
}

function termsOf({ amount, currency, interval, credits, unusedExpire, description }: Price): string {
  const price = `${writeMoney(amount, currency)} a ${interval}`
  const given = credits === 0 ? [] : [`${credits} credits each month`]
  const ends = credits > 0 && unusedExpire ? ['unused ones end with the month'] : []
  return [price, ...given, ...ends, ...(description ? [description] : [])].join(' · ')
}
