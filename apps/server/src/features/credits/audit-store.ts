import { type Db, queryNamed } from '../../platform/db/index.ts'
import type { LedgerFinding, LedgerRule } from './ledger-rules.ts'

/** Users with an id above `after`, up to and including `through`. */
export type UserRange = { after: string; through: string }

export type BatchAudit = {
  users: number
  entries: number
  jobs: number
  broken: Partial<Record<LedgerRule, number>>
  findings: LedgerFinding[]
}

/**
 * When a rule is violated, and what to report: SQL over a row of `person`, `job`, `entry`, `payment` or
 * `spend` in `auditText`.
 */
type Breach = {
  of: 'person' | 'job' | 'entry' | 'payment' | 'spend'
  when: string
  expected: string
  found: string
}

const breaches: Record<LedgerRule, Breach> = {
  'balance-differs': {
    of: 'person',
    when: 'credits <> ledger',
    expected: 'ledger::text',
    found: 'credits::text',
  },
  'balance-negative': { of: 'person', when: 'credits < 0', expected: `'0 or more'`, found: 'credits::text' },
  'charge-missing': { of: 'job', when: 'charges = 0', expected: `'1 charge'`, found: `'none'` },
  'charge-repeated': {
    of: 'job',
    when: 'charges > 1',
    expected: `'1 charge'`,
    found: `charges || ' charges'`,
  },
  'charge-amount': {
    of: 'job',
    when: 'charges = 1 and pictures = 1 and charged <> -cost',
    expected: '(-cost)::text',
    found: 'charged::text',
  },
  'refund-missing': {
    of: 'job',
    when: `status = 'FAILED' and charges > 0 and refunds = 0 and not charge_kept`,
    expected: `'1 refund'`,
    found: `'none'`,
  },
  'refund-of-kept': {
    of: 'job',
    when: `charge_kept and (refunds > 0 or error_code is distinct from 'CANCELLED')`,
    expected: `'a cancelled job without a refund'`,
    found: `coalesce(error_code, status) || ', ' || refunds || ' refunds'`,
  },
  'refund-repeated': {
    of: 'job',
    when: 'refunds > 1',
    expected: `'1 refund'`,
    found: `refunds || ' refunds'`,
  },
  'refund-undue': {
    of: 'job',
    when: `status <> 'FAILED' and refunds > 0`,
    expected: `'no refund of a job that is ' || status`,
    found: `refunds || ' refunded'`,
  },
  'refund-of-picture': {
    of: 'job',
    when: 'refunds > 0 and pictures > 0',
    expected: `'a refund or a picture'`,
    found: `'both'`,
  },
  'refund-amount': {
    of: 'job',
    when: 'charges = 1 and refunds = 1 and refunded <> -charged',
    expected: '(-charged)::text',
    found: 'refunded::text',
  },
  'entry-without-job': {
    of: 'entry',
    when: 'job_id is not null and job_owner is null',
    expected: `'its job'`,
    found: `reason || ' of no job'`,
  },
  'entry-of-another': {
    of: 'entry',
    when: 'job_owner <> user_id',
    expected: `'a job of this user'`,
    found: `reason || ' of a job of ' || job_owner`,
  },
  'payment-missing': {
    of: 'entry',
    when: 'payment_id is not null and payment_owner is distinct from user_id',
    expected: `'a payment of this user'`,
    found: `reason || case when payment_owner is null then ' of no payment' else ' of a payment of ' || payment_owner end`,
  },
  'purchase-missing': {
    of: 'payment',
    when: `kind = 'pack' and (purchases <> 1 or purchased <> credits)`,
    expected: `'1 purchase of ' || credits`,
    found: `purchases || ' of ' || purchased`,
  },
  'month-differs': {
    of: 'payment',
    when: 'granted <> given or months_found <> months_given',
    expected: `months_given || ' months with ' || given`,
    found: `months_found || ' entries, ' || granted || ' credits'`,
  },
  'taken-back-differs': {
    of: 'payment',
    when: 'asked_back <> asked or taken_back <> taken',
    expected: `taken || ' of ' || asked`,
    found: `taken_back || ' of ' || asked_back`,
  },
  'expired-undue': {
    of: 'person',
    when: 'expired > expirable',
    expected: `'at most ' || expirable`,
    found: 'expired::text',
  },
  'key-month-differs': {
    of: 'spend',
    when: 'counted <> charged',
    expected: 'charged::text',
    found: 'counted::text',
  },
  'picture-missing': {
    of: 'job',
    when: `status = 'SUCCEEDED' and generation_id is not null and not has_named`,
    expected: `'picture ' || generation_id`,
    found: `'none of this job'`,
  },
  'picture-undue': {
    of: 'job',
    when: `status <> 'SUCCEEDED' and (pictures > 0 or generation_id is not null)`,
    expected: `'no picture of a job that is ' || status`,
    found: `case when pictures > 0 then 'a picture' else 'the name of one' end`,
  },
  'picture-unnamed': {
    of: 'job',
    when: `status = 'SUCCEEDED' and generation_id is null and pictures > 0`,
    expected: `'its name in the job'`,
    found: `'none'`,
  },
  'picture-repeated': {
    of: 'job',
    when: 'pictures > 1',
    expected: `'1 picture'`,
    found: `pictures || ' pictures'`,
  },
  'picture-of-another': {
    of: 'job',
    when: 'has_foreign',
    expected: `'a picture of this user'`,
    found: `'one of another user'`,
  },
}

/**
 * Rows without violations are filtered out first, because nearly all are, and texts are made only for the
 * rest.
 */
function findBreaches(of: Breach['of'], jobId: string): string {
  const rules = Object.entries(breaches).filter(([, breach]) => breach.of === of)
  return `
  select breach.rule, off.user_id, ${jobId} as job_id, breach.expected, breach.found
  from (select * from ${of} where ${rules.map(([, { when }]) => `(${when})`).join(' or ')}) off
  cross join lateral (values
    ${rules.map(([rule, { when, expected, found }]) => `('${rule}', ${when}, ${expected}, ${found})`).join(',\n    ')}
  ) as breach (rule, is_broken, expected, found) where breach.is_broken`
}

const monthOf = (at: string) => `date_trunc('month', ${at} at time zone 'utc')::date`
/** Sums of months are deleted when they are older. */
const auditedSince = `(now() - interval '365 days')::date`

/**
 * Lateral and scalar subqueries look everything up by index for the users of the batch, so that no query plan
 * reads a whole table for each batch. Jobs, pictures and payments belong to features above this one: they are
 * read here by table name and never written.
 */
const auditText = `
  with person as materialized (
    select users.id as user_id, users.credits, sums.ledger, sums.entries, sums.expired,
      (select coalesce(sum(amount), 0) from credit_lots where credit_lots.user_id = users.id and expired_at is not null) as expirable
    from users cross join lateral (
      select coalesce(sum(delta), 0) as ledger, count(*) as entries, coalesce(-sum(delta) filter (where reason = 'EXPIRED'), 0) as expired from credit_entries where credit_entries.user_id = users.id
    ) sums
    where users.id > $1::uuid and users.id <= $2::uuid
  ), job as materialized (
    select generation_jobs.id as job_id, generation_jobs.user_id, generation_jobs.status, generation_jobs.generation_id, generation_jobs.error_code, generation_jobs.charge_kept, money.*, art.*
    from generation_jobs cross join lateral (
      select count(*) filter (where reason = 'CHARGE') as charges, sum(delta) filter (where reason = 'CHARGE') as charged,
        count(*) filter (where reason = 'REFUND') as refunds, sum(delta) filter (where reason = 'REFUND') as refunded
      from credit_entries where credit_entries.job_id = generation_jobs.id
    ) money cross join lateral (
      select count(*) as pictures, sum(credits_used) as cost,
        coalesce(bool_or(generations.id = generation_jobs.generation_id), false) as has_named,
        coalesce(bool_or(generations.user_id <> generation_jobs.user_id), false) as has_foreign
      from generations where generations.job_id = generation_jobs.id
    ) art
    where generation_jobs.user_id > $1::uuid and generation_jobs.user_id <= $2::uuid
  ), entry as materialized (
    select user_id, job_id, reason, payment_id, (select billing_payments.user_id from billing_payments where billing_payments.id = credit_entries.payment_id) as payment_owner,
      (select generation_jobs.user_id from generation_jobs where generation_jobs.id = credit_entries.job_id) as job_owner
    from credit_entries where user_id > $1::uuid and user_id <= $2::uuid
  ), payment as materialized (
    select billing_payments.user_id, kind, credits, asked_back, taken_back, books.*, months.*
    from billing_payments cross join lateral (
      select count(*) filter (where reason = 'PURCHASE') as purchases, coalesce(sum(delta) filter (where reason = 'PURCHASE'), 0) as purchased,
        coalesce(sum(delta) filter (where reason = 'GRANT'), 0) as granted,
        coalesce(sum(asked), 0) as asked, coalesce(-sum(delta) filter (where asked is not null), 0) as taken
      from credit_entries where credit_entries.payment_id = billing_payments.id
    ) books cross join lateral (
      select coalesce(sum(billing_months.credits), 0) as given, count(*) as months_given, count(written.id) as months_found
      from billing_months left join credit_entries written on written.id = billing_months.entry_id
        and written.payment_id = billing_months.payment_id and written.delta = billing_months.credits and written.reason = 'GRANT'
      where billing_months.payment_id = billing_payments.id
    ) months
    where billing_payments.user_id > $1::uuid and billing_payments.user_id <= $2::uuid
  ), spend as materialized (
    select user_id, coalesce(counted.spent, 0) as counted, coalesce(done.spent, 0) as charged
    from (
      select api_keys.user_id, key_id, month, spent from api_keys join api_key_months on api_key_months.key_id = api_keys.id
      where api_keys.user_id > $1::uuid and api_keys.user_id <= $2::uuid and month >= ${auditedSince}
    ) counted full join (
      select generation_jobs.user_id, api_key_id as key_id, ${monthOf('generation_jobs.created_at')} as month, -sum(delta)::int as spent
      from generation_jobs join credit_entries on credit_entries.job_id = generation_jobs.id
      where generation_jobs.user_id > $1::uuid and generation_jobs.user_id <= $2::uuid and api_key_id is not null
        and ${monthOf('generation_jobs.created_at')} >= ${auditedSince} and exists (select from api_keys where api_keys.id = api_key_id)
      group by 1, 2, 3
    ) done using (user_id, key_id, month)
  ), finding as (
    ${findBreaches('person', 'null::uuid')}
    union all ${findBreaches('job', 'off.job_id')}
    union all ${findBreaches('entry', 'off.job_id')}
    union all ${findBreaches('payment', 'null::uuid')}
    union all ${findBreaches('spend', 'null::uuid')}
  ), numbered as (
    select finding.*, row_number() over (partition by rule order by user_id, job_id) as number from finding
  )
  select (select count(*)::int from person) as users, (select coalesce(sum(entries), 0)::int from person) as entries,
    (select count(*)::int from job) as jobs,
    (select coalesce(json_object_agg(rule, count), '{}') from (select rule, count(*) from numbered group by rule) counted) as broken,
    (select coalesce(json_agg(json_build_object('rule', rule, 'userId', user_id, 'jobId', job_id, 'expected', expected, 'found', found)
       order by rule, number), '[]') from numbered where number <= $3::int) as findings`

/**
 * Audits the users of the range in one statement, which is one snapshot: a job that is accepted or settled in
 * the meantime is in it completely or not at all. It takes no locks that block others.
 *
 * @param findingsPerRuleMax further findings are only counted in `broken`.
 */
export async function auditUsers(db: Db, range: UserRange, findingsPerRuleMax: number): Promise<BatchAudit> {
  const [audit] = await queryNamed<BatchAudit>(db, 'audit_ledger', auditText, [
    range.after,
    range.through,
    findingsPerRuleMax,
  ])
  if (!audit) throw new Error('an aggregate without a row')
  return audit
}

/**
 * The last user of a batch that begins after `after`. The batch then has about `rowsMax` users, entries or
 * jobs, whichever is reached first. It has more only if one user has more. Undefined when all remaining rows
 * fit.
 */
export async function findBatchEnd(db: Db, after: string, rowsMax: number): Promise<string | undefined> {
  const nth = (table: string, column: string) =>
    `(select ${column} from ${table} where ${column} > $1::uuid order by ${column} offset $2::int limit 1)`
  const [row] = await queryNamed<{ through: string | null }>(
    db,
    'find_ledger_batch_end',
    `select least(${nth('users', 'id')}, ${nth('credit_entries', 'user_id')}, ${nth('generation_jobs', 'user_id')}) as through`,
    [after, rowsMax],
  )
  return row?.through ?? undefined
}
