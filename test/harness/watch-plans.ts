import type pg from 'pg'

type Plan = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}

/** `visited`: how many rows of the table were read. `scans`: the indexes, or the kinds of other nodes. */
export type Seen = { text: string; visited: number; blocks: number; scans: string[] }

/**
 * The plans of a list: every statement about a table that the database received, run again under EXPLAIN on
 * the same connections.
 */
export async function watchPlans(
  pool: pg.Pool,
  table: string,
  read: () => Promise<unknown>,
): Promise<Seen[]> {
  const sent: { text: string; values: unknown[] }[] = []
  const send = pool.query.bind(pool) as (statement: unknown) => unknown
  // Records the service's own statements.
  pool.query = ((statement: { text: string; values: unknown[] }) => {
    if (statement.text.includes(`from ${table}`)) sent.push(statement)
    return send(statement)
  }) as typeof pool.query
  try {
    await read()
  } finally {
    Reflect.deleteProperty(pool, 'query')
  }
  const seen: Seen[] = []
  for (const { text, values } of sent) {
    const { rows: answer } = await pool.query(`explain (analyze, buffers, format json) ${text}`, values)
    const [{ Plan: plan }] = answer[0]['QUERY PLAN'] as [{ Plan: Plan }]
    const nodes = flatten(plan)
    const visited = nodes
      .filter((node) => node['Relation Name'] === table)
      .reduce((total, node) => total + rowsOf(node) * node['Actual Loops'], 0)
    const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    seen.push({ text, visited, blocks, scans: nodes.map((node) => node['Index Name'] ?? node['Node Type']) })
  }
  return seen
}

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)]
const rowsOf = (node: Plan) =>
  node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
