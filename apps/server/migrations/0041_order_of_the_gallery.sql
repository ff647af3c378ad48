-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_newest" ON "generations" USING btree (coalesce("listed_at", "created_at"),"id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_style_newest" ON "generations" USING btree ("style",coalesce("listed_at", "created_at"),"id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_style_model_newest" ON "generations" USING btree ("style","model",coalesce("listed_at", "created_at"),"id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_shown_model_newest" ON "generations" USING btree ("model",coalesce("listed_at", "created_at"),"id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_public_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_public_style_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_public_style_model_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_public_model_newest";
