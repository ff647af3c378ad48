import { describe, expect, it } from 'vitest'
import { findLockingStatements } from './locking-statements.ts'
import { listFiles, readSource } from './source-files.ts'

/** Released before this rule existed. */
const lastExempt = '0008'

const breakpoint = '--> statement-breakpoint\n'

describe('migrations', () => {
  const migrations = listFiles('apps/server/migrations/*.sql').filter(
    (path) => path.slice('apps/server/migrations/'.length, 'apps/server/migrations/0000'.length) > lastExempt,
  )

  it('do not block a running service', () => {
    const faults = migrations.flatMap((path) =>
      findLockingStatements(readSource(path)).map((fault) => `${path}: ${fault}`),
    )
    expect(faults).toEqual([])
  })

  it.each([
    'create index "a" on "generations" using btree ("style");',
    'CREATE UNIQUE INDEX IF NOT EXISTS a ON public.users (email)',
    'create index concurrently if not exists a on users (name);',
    `-- outside a transaction\ncreate index concurrently a on users (name);`,
    'drop index "generations_user_newest";',
    'alter table "users" add constraint "a" check (credits < 5);',
    'alter table "users" add check (credits < 5);',
    'ALTER TABLE "generation_jobs" ADD CONSTRAINT "a" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade;',
    'alter table users add column a uuid default gen_random_uuid() not null;',
    'alter table users add column a integer not null;',
    'alter table generations add column a bigserial;',
    'alter table users add column a uuid references users (id);',
    'alter table "generations" alter column "bytes" set data type bigint;',
    'alter table "generations" alter column "bytes" type bigint;',
    'alter table only sessions alter column user_agent set not null;',
    'alter table users drop column avatar;',
    'alter table "users" drop avatar;',
    'alter table users rename column name to called;',
    'drop table notifications;',
    'update users set plan = plan;',
    'delete from "credit_entries" where delta = 0;',
    'lock table users;',
    'vacuum full generations;',
    `-- outside a transaction\nalter table users add column a integer;`,
    `-- outside a transaction\n-- locks: few rows\ndo $$ begin update users set plan = plan; end $$;`,
    `-- outside a transaction\ndo $$ begin loop update users set plan = plan; commit; end loop; end $$;`,
    `-- outside a transaction\nanalyze users; create index concurrently if not exists a on users (name);`,
    `alter table "credit_entries" drop constraint "a";\n${breakpoint}alter table "users" add column "a" integer;`,
    `create table "things" ("id" uuid);\n${breakpoint}alter table "things" add constraint "b" foreign key ("id") references "public"."users"("id");\n${breakpoint}alter table sessions add column a integer;`,
    `create trigger a before update on users for each row execute function b();\n${breakpoint}alter table sessions add column a integer;`,
    `create table users_of_old (id uuid);\n${breakpoint}update users set plan = plan;`,
  ])('would be refused with %j', (sql) => {
    expect(findLockingStatements(sql)).not.toEqual([])
  })

  it.each([
    `-- outside a transaction\ncreate index concurrently if not exists a on users (name);\n${breakpoint}drop index concurrently if exists b;`,
    `create table "things" ("id" uuid);\n${breakpoint}create index "a" on "things" ("id");\n${breakpoint}alter table "things" add constraint "b" foreign key ("id") references "public"."users"("id");`,
    `-- outside a transaction\n-- locks: a thousand at a time\ndo $$ begin loop update users set plan = plan; commit; end loop; end $$;`,
    'alter table users add column a integer;',
    `alter table "users" add column "a" text default 'x' not null;`,
    'alter table "users" add constraint "a" check (credits < 5) not valid;',
    `-- outside a transaction\nalter table "users" validate constraint "a";`,
    `alter table users drop constraint users_plan_known;\n${breakpoint}alter table users add column a integer;\n${breakpoint}alter table mails add column a integer;`,
    'alter table sessions add constraint "a" foreign key (a) references users (id) not valid;',
    `-- outside a transaction\nalter table users validate constraint a;\n${breakpoint}alter table credit_entries validate constraint a;`,
    `alter table users add column a integer;\n${breakpoint}-- locks: before the first user\nalter table sessions add column a integer;`,
    'alter table users drop constraint users_plan_known;',
    'alter table users alter column plan set default 2;',
    'alter table users alter column plan drop not null;',
    '-- locks: 40 rows in the largest installation\nupdate users set plan = plan;',
    'update rate_limits set points = 0;',
    `insert into users_of_old select 1;`,
  ])('may do %j', (sql) => {
    expect(findLockingStatements(sql)).toEqual([])
  })
})
