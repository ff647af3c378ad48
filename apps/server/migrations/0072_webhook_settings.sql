ALTER TABLE "webhooks" ADD COLUMN "disabled_note" text;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "low_credits" integer DEFAULT 5 NOT NULL;