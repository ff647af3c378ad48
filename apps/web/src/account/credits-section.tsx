import { GetCredits } from '../credits/index.ts'
import type { Account } from '../session/index.ts'
import { CreditHistory } from './credit-history.tsx'
import styles from './credits-section.module.css'
import { planTitles } from './plan-titles.ts'
import { Section } from './section.tsx'

export function CreditsSection({ user }: { user: Account }) {
  return (
    <Section name="credits" title="Credits" lead={planTitles[user.plan]}>
      <Balance credits={user.credits} />
      <GetCredits />
      <CreditHistory user={user} />
    </Section>
  )
}

export function Balance({ credits }: { credits: number }) {
  return (
    <p className={styles.balance}>
      <span className={styles.number}>{credits}</span>
      {credits === 1 ? 'credit left' : 'credits left'}
    </p>
  )
}
