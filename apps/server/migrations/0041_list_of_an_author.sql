-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_listed_author_newest" ON "generations" USING btree ("user_id","created_at","id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
