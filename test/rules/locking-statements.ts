/**
 * Tables that every request reads or writes, or that have a row for every picture: locking one for longer
 * than a moment is an outage.
 */
const hotTables = [
  'users',
  'sessions',
  'refresh_tokens',
  'credit_entries',
  'generation_jobs',
  'generations',
  'notifications',
]

/** Allows the next statement; the reason is for the reviewer of the migration. */
const allowedMark = /^\s*-- locks: \S.*$/m
const outsideMark = /^-- outside a transaction$/m

type Rule = { what: string; isBroken: (statement: string, hot: string) => boolean }

/**
 * Statements that block writers, or the running version, on a table with many rows. `hot` is a pattern for
 * the names of the tables that the migration did not create itself.
 */
const rules: Rule[] = [
  {
    what: 'builds or drops an index without concurrently',
    isBroken: (sql, hot) =>
      new RegExp(String.raw`\bcreate (unique )?index (?!concurrently).* on (only )?${hot}`).test(sql) ||
      /\b(drop|re)\s?index (?!(if exists )?concurrently)/.test(sql),
  },
  {
    what: 'adds a constraint that looks at every row; add it not valid, and validate it in the next migration',
    isBroken: (sql, hot) =>
      altered(sql, hot, /\badd (constraint \S+ )?(check|foreign key|unique|primary key|exclude)\b/) &&
      !/\bnot valid\b/.test(sql) &&
      !/\busing index\b/.test(sql),
  },
  {
    what: 'adds a column that needs a value in every row, or a constraint on it',
    isBroken: (sql, hot) =>
      altered(
        sql,
        hot,
        /\badd (column )?(?!constraint\b|check\b|foreign\b|unique\b|primary\b|exclude\b).*(\b(big|small)?serial\b|\bgenerated\b|\breferences\b|\bunique\b|\bprimary key\b|\bcheck\b|\bdefault\b.*\b(gen_random_uuid|uuidv7|random|clock_timestamp|nextval)\b)/,
      ) ||
      (altered(sql, hot, /\badd (column )?.*\bnot null\b/) && !/\bdefault\b/.test(sql)),
  },
  {
    what: 'writes the table anew, or reads all of it under its lock',
    isBroken: (sql, hot) =>
      altered(
        sql,
        hot,
        /\balter (column )?\S+ (set data )?type\b|\bset not null\b|\bset (un)?logged\b|\bset tablespace\b|\battach partition\b/,
      ) || /^(vacuum full|cluster|lock|truncate)\b/.test(sql),
  },
  {
    what: 'takes away or renames what the version before still uses; remove it a release later',
    isBroken: (sql, hot) =>
      altered(sql, hot, /\b(drop (column )?(?!constraint\b|default\b|not null\b)\S+|rename\b)/) ||
      new RegExp(String.raw`\bdrop table (if exists )?.*${hot}`).test(sql),
  },
  {
    what: 'changes rows of all time in one statement',
    isBroken: (sql, hot) => new RegExp(String.raw`\b(update (only )?|delete from (only )?)${hot}`).test(sql),
  },
]

/**
 * What a migration must not do to tables in use, in words, a line for each. Empty: it may run beside a
 * running service.
 */
export function findLockingStatements(migration: string): string[] {
  const statements = migration.split('--> statement-breakpoint')
  const isOutside = outsideMark.test(statements[0] ?? '')
  const made = new Set(statements.flatMap((one) => createdTable.exec(flatten(one))?.[1] ?? []))
  const hot = String.raw`"?(public"?\."?)?(${hotTables.filter((table) => !made.has(table)).join('|') || 'none'})"?(?![\w"])`
  const faultsOfAll = isOutside ? [] : findSecondHotTable(statements, hot)
  const faultsOfEach = statements.flatMap((written) => {
    const statement = flatten(written)
    if (statement === '') return []
    const faults = allowedMark.test(written)
      ? []
      : rules.filter(({ isBroken }) => isBroken(statement, hot)).map(({ what }) => what)
    return [...faults, ...findOutsideFaults(statement, isOutside)].map((what) => `${what}: ${statement}`)
  })
  return [...faultsOfAll, ...faultsOfEach]
}

/**
 * A transaction that has locked one of them and waits for the next can deadlock with requests, which lock
 * them in another order. The locks of one statement cannot be split.
 */
function findSecondHotTable(statements: string[], hot: string): string[] {
  const locks = new RegExp(
    String.raw`(?:^alter table (?:if exists )?(?:only )?|\breferences |\btrigger .* on )${hot}`,
    'g',
  )
  const locked = statements
    .filter((written) => !allowedMark.test(written))
    .map((written) => [...flatten(written).matchAll(locks)].flatMap((found) => found[2] ?? []))
  const all = [...new Set(locked.flat())]
  const isOne = all.length < 2 || locked.some((tables) => new Set(tables).size === all.length)
  return isOne
    ? []
    : [`locks several tables that everybody uses; a migration for each of them: ${all.join(', ')}`]
}

/**
 * Every statement outside a transaction must be safe to run twice; and inside one nothing can be done
 * concurrently.
 */
function findOutsideFaults(statement: string, isOutside: boolean): string[] {
  const concurrent = /\b(create|drop|reindex)\b.*\bconcurrently\b/.test(statement)
  if (!isOutside) return concurrent ? ['works outside a transaction only, and the mark is missing'] : []
  // A block that writes rows in batches; it must skip rows that are already written, which cannot be checked
  // here.
  if (/^do \$\$.*\$\$$/.test(statement))
    return /\bloop\b.*\bcommit;.*\bend loop\b/.test(statement)
      ? []
      : ['holds its rows to its end; commit in a loop']
  if (statement.includes(';')) return ['has several statements without a breakpoint in between']
  const mayRunTwice = /\bif (not )?exists\b|\bvalidate constraint\b|^(update|delete|analyze|set)\b/.test(
    statement,
  )
  return mayRunTwice ? [] : ['cannot be run twice']
}

const createdTable = /^create (?:unlogged )?table (?:if not exists )?"?(\w+)"?/

const altered = (sql: string, hot: string, change: RegExp) =>
  new RegExp(`^alter table (if exists )?(only )?${hot}`).test(sql) && change.test(sql)

/** In one line, without comments and the last semicolon, in lower case. */
const flatten = (statement: string) =>
  statement.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim().replace(/;$/, '').toLowerCase()
