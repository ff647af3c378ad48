import { is, Placeholder, type SQL, sql } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import type pg from 'pg'
import { type Db, queryNamed, type Tx } from './open-database.ts'

/** A part of a statement: a fragment, or the place of a value. */
export type SqlPart = SQL | Placeholder

/** The place of each value in the statement. */
export type Params<Values> = { readonly [Name in keyof Values]-?: Placeholder }

export type Statement<Values, Row extends pg.QueryResultRow> = {
  /** Values are numbered in the order of their first occurrence. */
  readonly text: string
  /** @param timeoutMs see `queryNamed`. */
  run(db: Db | Tx, values: Values, timeoutMs?: number): Promise<Row[]>
  /** The values in the order of their numbers, to run the text by itself, such as with EXPLAIN. */
  order(values: Values): unknown[]
}

/**
 * A statement that numbers its own values: composed of fragments once, when it is first needed, and planned
 * once for each connection, by its name. A value that occurs in several places is sent once.
 *
 * @example
 * const findUser = defineStatement<{ id: string }, { name: string }>(
 *   'find_user', ({ id }) => sql`select name from users where id = ${id}::uuid`)
 * const [user] = await findUser.run(db, { id })
 */
export function defineStatement<Values extends object, Row extends pg.QueryResultRow = pg.QueryResultRow>(
  name: string,
  compose: (params: Params<Values>) => SQL,
): Statement<Values, Row> {
  let rendered: Rendered | undefined
  function render(): Rendered {
    rendered ??= renderStatement(name, compose(params as Params<Values>))
    return rendered
  }
  const order = (values: Values) => render().names.map((one) => values[one as keyof Values])
  return {
    get text() {
      return render().text
    },
    run(db, values, timeoutMs) {
      return queryNamed<Row>(db, name, render().text, order(values), timeoutMs)
    },
    order,
  }
}

/**
 * A family of statements, one for each shape, such as each set of filters that a list may have. Each is
 * composed at its first use.
 */
export function defineStatements<Shape, Values extends object, Row extends pg.QueryResultRow>(
  nameOf: (shape: Shape) => string,
  compose: (params: Params<Values>, shape: Shape) => SQL,
): (shape: Shape) => Statement<Values, Row> {
  const known = new Map<string, Statement<Values, Row>>()
  return (shape) => {
    const name = nameOf(shape)
    const statement =
      known.get(name) ?? defineStatement<Values, Row>(name, (params) => compose(params, shape))
    known.set(name, statement)
    return statement
  }
}

/** A constant of the code, which becomes a part of the text. */
export const constant = (value: number): SQL => sql.raw(String(value))

/** A text of the code, which becomes a part of the statement's text. */
export const literal = (text: string): SQL => sql.raw(`'${text.replaceAll("'", "''")}'`)

type Rendered = { text: string; names: string[] }

const params: unknown = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) })

function renderStatement(statement: string, composed: SQL): Rendered {
  const names: string[] = []
  const { sql: text } = composed.toQuery({
    casing: new CasingCache(),
    escapeName: (name) => `"${name}"`,
    escapeString: (value) => `'${value.replaceAll("'", "''")}'`,
    escapeParam(_, value) {
      if (!is(value, Placeholder))
        throw new Error(`${statement}: the statement contains a value instead of a placeholder`)
      if (!names.includes(value.name)) names.push(value.name)
      return `$${names.indexOf(value.name) + 1}`
    },
  })
  return { text, names }
}
