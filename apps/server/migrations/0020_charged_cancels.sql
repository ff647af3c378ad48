ALTER TABLE "generation_jobs" ADD COLUMN "mostly_shown" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "charge_kept" boolean DEFAULT false NOT NULL;