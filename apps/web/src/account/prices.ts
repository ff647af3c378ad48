import { useMutation } from '@tanstack/react-query'
import { type Answer, call, describeProblem } from '../api/index.ts'
import { notify } from '../design/index.ts'

export type Price = Answer<'GET /api/billing/prices'>['prices'][number]

/** @param amount in the smallest unit of the currency. */
export function writeMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Leaves for a checkout at Stripe. */
export const useCheckout = () =>
  useMutation({
    mutationFn: (priceId: string) => call('POST /api/billing/checkout', { body: { priceId } }),
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => notify(describeProblem(error)),
  })

/** Leaves for the page at Stripe where plan, cards and invoices are managed. */
export const usePortal = () =>
  useMutation({
    mutationFn: () => call('POST /api/billing/portal'),
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => notify(describeProblem(error)),
  })
