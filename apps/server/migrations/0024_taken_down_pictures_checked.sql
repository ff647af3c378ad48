-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_removed" ON "generations" USING btree ("removed_at","id") WHERE "generations"."removed_at" is not null;
--> statement-breakpoint
ALTER TABLE "generations" VALIDATE CONSTRAINT "generations_removed_whole";
