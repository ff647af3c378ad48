import type { Answer } from '../api/index.ts'
import { Balance } from './credits-section.tsx'
import { Section } from './section.tsx'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const count = (credits: number) => (credits === 1 ? '1 credit' : `${credits} credits`)

/** The balance, what comes when, and what ends when. */
export function BalanceSection({ billing }: { billing: Answer<'GET /api/billing'> }) {
  const { credits, nextGrant, expiring } = billing
  return (
    <Section name="balance" title="Credits" lead="They pay for your pictures.">
      <Balance credits={credits} />
      <ul>
        {nextGrant && (
          <li>
            {nextGrant.isTopUp
              ? `On ${day.format(new Date(nextGrant.at))} your balance is brought up to ${count(nextGrant.credits)}, if you have fewer.`
              : `On ${day.format(new Date(nextGrant.at))} you get ${count(nextGrant.credits)}.`}
          </li>
        )}
        {expiring.map((lot) => (
          <li key={lot.at}>
            {`${count(lot.credits)} can be used until ${day.format(new Date(lot.at))}. They are used first.`}
          </li>
        ))}
        {!nextGrant && <li>Credits do not renew by themselves.</li>}
      </ul>
    </Section>
  )
}
