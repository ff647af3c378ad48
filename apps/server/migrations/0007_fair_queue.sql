ALTER TABLE "users" ADD COLUMN "queue_turn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "priority" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "turn_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "ran_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "generation_jobs_next" ON "generation_jobs" USING btree ("priority" DESC NULLS FIRST,"turn_at","id") WHERE "generation_jobs"."status" = 'QUEUED';--> statement-breakpoint
CREATE INDEX "generation_jobs_batch" ON "generation_jobs" USING btree ("batch_id") WHERE "generation_jobs"."batch_id" is not null;