ALTER TABLE "users" ADD COLUMN "monthly_credits" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "spent_in" date;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "spent_this_month" integer DEFAULT 0 NOT NULL;