-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "notifications_user_job" ON "notifications" USING btree ("user_id","job_id") WHERE "notifications"."job_id" is not null;
