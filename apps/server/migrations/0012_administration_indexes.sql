-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_newest" ON "users" USING btree ("created_at","id");
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_email_prefix" ON "users" USING btree ("email" text_pattern_ops);
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_name_prefix" ON "users" USING btree (lower("name") text_pattern_ops);
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_paying" ON "users" USING btree ("plan","created_at","id") WHERE "users"."plan" <> 'FREE';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_admins" ON "users" USING btree ("id") WHERE "users"."role" = 'ADMIN';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_suspended" ON "users" USING btree ("created_at","id") WHERE "users"."suspended_at" is not null;
