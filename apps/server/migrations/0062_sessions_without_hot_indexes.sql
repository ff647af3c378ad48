-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "sessions_expiry_blocks" ON "sessions" USING brin ("expires_at");--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "sessions_user_last_used";--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "sessions_expiry";
