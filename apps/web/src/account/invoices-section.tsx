import type { Answer } from '../api/index.ts'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { writeMoney } from './prices.ts'
import { Section } from './section.tsx'

/** @param invoices null: Stripe does not answer. */
export function InvoicesSection({ invoices }: { invoices: Answer<'GET /api/billing'>['invoices'] }) {
  if (invoices === null)
    return (
      <Section name="invoices" title="Invoices">
        <p role="status">Your invoices cannot be shown at the moment.</p>
      </Section>
    )
  if (invoices.length === 0) return null
  return (
    <Section name="invoices" title="Invoices" lead="The newest ones; all are at Stripe.">
      <ul className={rows.list}>
        {invoices.map(({ id, number, url, pdf, amount, currency, createdAt }) => (
          <li key={id} className={rows.row}>
            <span className={rows.words}>
              <span>{url ? <a href={url}>{number ?? 'Invoice'}</a> : (number ?? 'Invoice')}</span>
              <span className={rows.note}>
                <Moment at={createdAt} />
                {pdf && (
                  <>
                    {' · '}
                    <a href={pdf}>
                      PDF<span className="hidden-words"> of {number ?? 'the invoice'}</span>
                    </a>
                  </>
                )}
              </span>
            </span>
            <span className={rows.number}>{writeMoney(amount, currency)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
