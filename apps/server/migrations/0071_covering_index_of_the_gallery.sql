-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_newest_covering" ON "generations" USING btree (coalesce("listed_at", "created_at"),"id","listed_at","created_at","user_id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_shown_newest";
