import { useQuery } from '@tanstack/react-query'
import { type AdminSpend, call } from '../api/index.ts'
import { type Column, Table } from './table.tsx'
import styles from './view.module.css'
import { View, Waiting } from './view.tsx'

type Sums = Omit<AdminSpend, 'day' | 'model'>

/** What models cost, and what their pictures were charged, over the last 31 days. */
export function SpendView() {
  const { data, error } = useQuery({
    queryKey: ['admin', 'spend'],
    queryFn: ({ signal }) => call('GET /api/admin/spend', { signal }),
  })
  if (!data)
    return (
      <View title="Spend">
        <Waiting error={error} />
      </View>
    )
  const { spend, creditMicroUsd } = data
  return (
    <View title="Spend">
      <p className={styles.soft}>
        {creditMicroUsd === null
          ? 'Set CREDIT_VALUE_USD to what a credit sells for, to see what the credits are worth.'
          : `A credit sells for ${dollars(creditMicroUsd)}.`}{' '}
        Days begin at midnight UTC. The cost includes calls whose picture failed, where the price of the model
        is known.
      </p>
      {spend.length === 0 ? (
        <p className={styles.soft}>Nothing was drawn in the last 31 days.</p>
      ) : (
        <>
          <h3>The last 31 days</h3>
          <Table label="By model" columns={[model, ...sums]} rows={sumUp(spend)} keyOf={(row) => row.model} />
          <h3>Day by day</h3>
          <Table
            label="By day"
            columns={[day, model, ...sums]}
            rows={spend}
            keyOf={(row) => `${row.day} ${row.model}`}
          />
        </>
      )}
    </View>
  )
}

const day: Column<AdminSpend> = { name: 'Day', kind: 'still', cell: (row) => row.day }
const model: Column<{ model: string }> = { name: 'Model', kind: 'wide', cell: (row) => row.model }
const sums: readonly Column<Sums>[] = [
  { name: 'Pictures', kind: 'number', cell: ({ pictures }) => pictures },
  { name: 'Charged', kind: 'number', cell: ({ charged }) => charged },
  { name: 'Refunded', kind: 'number', cell: ({ refunded }) => refunded },
  { name: 'Calls', kind: 'number', cell: ({ calls }) => calls },
  { name: 'Cost', kind: 'number', cell: ({ costMicroUsd }) => dollars(costMicroUsd) },
  {
    name: 'Sold for',
    kind: 'number',
    cell: ({ valueMicroUsd }) => (valueMicroUsd === null ? '–' : dollars(valueMicroUsd)),
  },
  { name: 'Margin', kind: 'number', cell: (row) => <Margin {...row} /> },
]

function Margin({ costMicroUsd, valueMicroUsd }: Sums) {
  if (valueMicroUsd === null) return '–'
  const left = valueMicroUsd - costMicroUsd
  return left < 0 ? <span className={styles.mark}>{dollars(left)}</span> : dollars(left)
}

/** One row for each model, the most expensive first. */
function sumUp(spend: readonly AdminSpend[]): (Sums & { model: string })[] {
  const byModel = new Map<string, Sums & { model: string }>()
  for (const { day: _, ...row } of spend) {
    const sum = byModel.get(row.model)
    if (!sum) {
      byModel.set(row.model, row)
      continue
    }
    byModel.set(row.model, {
      model: row.model,
      pictures: sum.pictures + row.pictures,
      charged: sum.charged + row.charged,
      refunded: sum.refunded + row.refunded,
      calls: sum.calls + row.calls,
      costMicroUsd: sum.costMicroUsd + row.costMicroUsd,
      valueMicroUsd:
        sum.valueMicroUsd === null || row.valueMicroUsd === null
          ? null
          : sum.valueMicroUsd + row.valueMicroUsd,
    })
  }
  return [...byModel.values()].sort((a, b) => b.costMicroUsd - a.costMicroUsd)
}

const microPerDollar = 1_000_000
const dollars = (micro: number) =>
  (micro / microPerDollar).toLocaleString('en', {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: Math.abs(micro) < microPerDollar ? 4 : 2,
  })
