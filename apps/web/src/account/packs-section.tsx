import { Button } from '../design/index.ts'
import forms from './account-form.module.css'
import rows from './paged-list.module.css'
import { type Price, useCheckout, writeMoney } from './prices.ts'
import { Section } from './section.tsx'

/** Packs of credits; nothing when none are sold. */
export function PacksSection({ packs }: { packs: readonly Price[] }) {
  const checkout = useCheckout()
  if (packs.length === 0) return null
  return (
    <Section name="packs" title="Buy credits" lead="You pay at Stripe. These credits do not expire.">
      <ul className={forms.ways}>
        {packs.map(({ id, name, credits, amount, currency, description }) => (
          <li key={id}>
            <span className={rows.words}>
              <span>{name}</span>
              <span className={rows.note}>
                {`${credits} credits for ${writeMoney(amount, currency)}`}
                {description && ` · ${description}`}
              </span>
            </span>
            <Button
              busy={checkout.isPending && checkout.variables === id}
              onClick={() => checkout.mutate(id)}
            >
              Buy <span className="hidden-words">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
