ALTER TABLE "generation_jobs" ADD COLUMN "options" jsonb;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "report" jsonb;