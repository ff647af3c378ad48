-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_author_newest" ON "generations" USING btree ("user_id",coalesce("listed_at", "created_at"),"id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
