DROP INDEX "sessions_live_of_user";--> statement-breakpoint
CREATE INDEX "sessions_user_last_used" ON "sessions" USING btree ("user_id","last_used_at");--> statement-breakpoint
CREATE INDEX "sessions_revoked" ON "sessions" USING btree ("revoked_at") WHERE "sessions"."revoked_at" is not null;