-- The table becomes the first partition of a new one, which has the same name: see 0102.
-- Others wait for this for as long as it waits for its locks, and for some milliseconds. It gives up before anybody looks for a deadlock.
SET LOCAL lock_timeout = '200ms';
--> statement-breakpoint
-- locks: the foreign key of the old table ends, and that of the new one begins
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
ALTER TABLE audit_events RENAME TO audit_events_earlier;
--> statement-breakpoint
ALTER INDEX audit_events_pkey RENAME TO audit_events_earlier_pkey;
--> statement-breakpoint
ALTER INDEX audit_events_user_newest RENAME TO audit_events_earlier_user_id_created_at_id_idx;
--> statement-breakpoint
CREATE TABLE audit_events (LIKE audit_events_earlier INCLUDING DEFAULTS) PARTITION BY RANGE (id);
--> statement-breakpoint
ALTER TABLE audit_events ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);
--> statement-breakpoint
-- locks: the table is empty
ALTER TABLE audit_events ADD CONSTRAINT audit_events_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
--> statement-breakpoint
CREATE INDEX audit_events_user_newest ON audit_events USING btree (user_id, created_at, id);
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION audit_events_earlier FOR VALUES FROM (MINVALUE) TO (%L)',
    (SELECT substring(pg_get_constraintdef(oid) FROM '[0-9a-f-]{36}') FROM pg_constraint WHERE conname = 'audit_events_earlier' AND conrelid = 'audit_events_earlier'::regclass));
END $$;
--> statement-breakpoint
ALTER TABLE audit_events_earlier DROP CONSTRAINT audit_events_earlier;
