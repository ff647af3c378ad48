ALTER TABLE "generation_jobs" ADD COLUMN "input_tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "output_tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "cost_micro_usd" integer DEFAULT 0;--> statement-breakpoint
ALTER TABLE "generation_jobs" ADD COLUMN "usage_estimated" boolean DEFAULT false NOT NULL;