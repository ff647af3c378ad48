ALTER TABLE "generations" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "tree_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "source_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "instruction" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "is_newest" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "has_newer_public" boolean DEFAULT false NOT NULL;