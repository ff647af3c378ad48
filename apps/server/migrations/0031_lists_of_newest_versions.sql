-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_own_newest" ON "generations" USING btree ("user_id","created_at","id") WHERE "generations"."is_newest";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_listed_newest" ON "generations" USING btree ("created_at","id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_listed_style_newest" ON "generations" USING btree ("style","created_at","id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_listed_style_model_newest" ON "generations" USING btree ("style","model","created_at","id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_listed_model_newest" ON "generations" USING btree ("model","created_at","id") WHERE not "generations"."privacy" and not "generations"."has_newer_public";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_tree_newest" ON "generations" USING btree ("tree_id","created_at","id") WHERE "generations"."tree_id" is not null;
