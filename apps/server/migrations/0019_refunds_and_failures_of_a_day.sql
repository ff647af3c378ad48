ALTER TABLE "users" ADD COLUMN "cancel_refunds_on" date;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "cancel_refunds_today" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "useless_on" date;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "useless_today" integer DEFAULT 0 NOT NULL;