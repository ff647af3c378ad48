import { type Plan, planNames, signupPlan } from '../accounts/index.ts'

/** What a price of the operator's Stripe account sells here. */
export type PriceTerms =
  | { kind: 'pack'; credits: number }
  | {
      kind: 'plan'
      plan: Plan
      credits: number
      expires: boolean
      interval: 'month' | 'year'
      months: number
    }

export const metadataKeys = {
  credits: 'chatsvg_credits',
  plan: 'chatsvg_plan',
  unused: 'chatsvg_unused',
} as const

/** The maximum of credits that a price gives, so that a typing error has a limit. */
const priceCreditsMax = 1_000_000

type DescribedPrice = {
  metadata: Record<string, string>
  recurring: { interval: string; interval_count: number } | null
}

/**
 * Reads the metadata of a price, and of its product where the price has none. `chatsvg_credits` has the
 * credits of a pack, or of each month of a plan. `chatsvg_plan` names the plan of a subscription. With
 * `chatsvg_unused: expire`, the credits of a month that were not used end with the month.
 *
 * @returns undefined when the price sells nothing here.
 */
export function readTerms(
  { metadata, recurring }: DescribedPrice,
  product: Record<string, string>,
): PriceTerms | undefined {
  const of = (key: string) => metadata[key] ?? product[key]
  const credits = readCredits(of(metadataKeys.credits))
  if (!recurring) return credits ? { kind: 'pack', credits } : undefined
  const plan = planNames.find((name) => name === of(metadataKeys.plan) && name !== signupPlan)
  const { interval } = recurring
  if (!plan || (interval !== 'month' && interval !== 'year')) return undefined
  const months = recurring.interval_count * (interval === 'year' ? 12 : 1)
  const expires = of(metadataKeys.unused) === 'expire'
  return { kind: 'plan', plan, credits: credits ?? 0, expires, interval, months }
}

export function readCredits(text: string | undefined): number | undefined {
  if (!/^[1-9]\d{0,6}$/.test(text ?? '')) return undefined
  const credits = Number(text)
  return credits <= priceCreditsMax ? credits : undefined
}
