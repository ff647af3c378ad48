import type pg from 'pg'
import type { BackedTable } from './format.ts'

/**
 * Tables to back up: not unlogged ones, and not those whose rows triggers derive from other tables (their
 * comment begins with `derived`). A table with partitions is one table. Referenced tables come first.
 */
export async function listTables(client: pg.ClientBase): Promise<BackedTable[]> {
  const { rows } = await client.query<BackedTable & { pointsAt: string[] }>(`
    select relname as name,
      array(select attname::text from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select distinct confrelid::regclass::text from pg_constraint
            where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "pointsAt"
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relpersistence = 'p'
      and coalesce(obj_description(oid, 'pg_class'), '') not like 'derived%'
    order by relname`)
  const ordered: BackedTable[] = []
  for (let left = rows; left.length > 0; ) {
    const names = left.map(({ name }) => name)
    const next = left.filter(({ pointsAt }) => !pointsAt.some((other) => names.includes(other)))
    if (next.length === 0) throw new Error(`${names.join(', ')} point at each other`)
    ordered.push(...next.map(({ name, columns }) => ({ name, columns })))
    left = left.filter((table) => !next.includes(table))
  }
  return ordered
}

/**
 * Definitions that slow down loading and can be created again afterwards: the statements that drop and create
 * them.
 */
export type SetAside = { drop: string; create: string }

/**
 * Foreign keys of these tables, and their indexes that are no constraint. Creating foreign keys again checks
 * all references.
 */
export async function listSetAside(client: pg.ClientBase, tables: BackedTable[]): Promise<SetAside[]> {
  const { rows } = await client.query<SetAside>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid)) as create
     from pg_constraint join pg_class on pg_class.oid = conrelid
     where contype = 'f' and connamespace = 'public'::regnamespace and relname = any ($1)
     union all
     select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
     from pg_index join pg_class on pg_class.oid = indrelid
     where relnamespace = 'public'::regnamespace and relname = any ($1)
       and not exists (select from pg_constraint where conindid = indexrelid)
     order by 1`,
    [tables.map(({ name }) => name)],
  )
  // An index of a table with partitions is described without those of the partitions.
  return rows.map(({ drop, create }) => ({ drop, create: create.replace(' ON ONLY ', ' ON ') }))
}

/** Sets the counters of serial and identity columns behind their last rows. */
export async function advanceCounters(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('select setval(%L::regclass, (select max(%I) from %s))', sequence.oid::regclass, attname, attrelid::regclass) as statement
     from pg_class sequence
     join pg_depend on objid = sequence.oid and classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')
     join pg_attribute on attrelid = refobjid and attnum = refobjsubid
     where sequence.relkind = 'S' and sequence.relnamespace = 'public'::regnamespace`,
  )
  for (const { statement } of rows) await client.query(statement)
}
