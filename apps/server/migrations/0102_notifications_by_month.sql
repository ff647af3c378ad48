-- The table becomes the first partition of a new one, which has the same name: platform/db/months.ts adds a partition for each later month, and old ones are dropped.
-- Others wait for this for as long as it waits for its locks, and for some milliseconds. It gives up before anybody looks for a deadlock.
SET LOCAL lock_timeout = '200ms';
--> statement-breakpoint
-- locks: the foreign key of the old table ends, and that of the new one begins
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
ALTER TABLE notifications RENAME TO notifications_earlier;
--> statement-breakpoint
ALTER INDEX notifications_pkey RENAME TO notifications_earlier_pkey;
--> statement-breakpoint
ALTER INDEX notifications_user_newest RENAME TO notifications_earlier_user_id_created_at_id_idx;
--> statement-breakpoint
ALTER INDEX notifications_user_job RENAME TO notifications_earlier_user_id_job_id_idx;
--> statement-breakpoint
CREATE TABLE notifications (LIKE notifications_earlier INCLUDING DEFAULTS) PARTITION BY RANGE (id);
--> statement-breakpoint
ALTER TABLE notifications ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);
--> statement-breakpoint
-- locks: the table is empty
ALTER TABLE notifications ADD CONSTRAINT notifications_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
--> statement-breakpoint
ALTER TABLE notifications ADD CONSTRAINT notifications_type_known CHECK (type IN ('SYSTEM_ANNOUNCEMENT', 'JOB_SUCCEEDED', 'JOB_FAILED', 'LOW_CREDITS', 'ACCOUNT_SECURITY'));
--> statement-breakpoint
CREATE INDEX notifications_user_newest ON notifications USING btree (user_id, created_at, id);
--> statement-breakpoint
CREATE INDEX notifications_user_job ON notifications USING btree (user_id, job_id) WHERE job_id IS NOT NULL;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('ALTER TABLE notifications ATTACH PARTITION notifications_earlier FOR VALUES FROM (MINVALUE) TO (%L)',
    (SELECT substring(pg_get_constraintdef(oid) FROM '[0-9a-f-]{36}') FROM pg_constraint WHERE conname = 'notifications_earlier' AND conrelid = 'notifications_earlier'::regclass));
END $$;
--> statement-breakpoint
ALTER TABLE notifications_earlier DROP CONSTRAINT notifications_earlier;
