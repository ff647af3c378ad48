CREATE TABLE "billing_months" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"payment_id" uuid NOT NULL,
	"subscription_id" text NOT NULL,
	"month" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"credits" integer NOT NULL,
	CONSTRAINT "billing_months_credits" CHECK ("billing_months"."credits" > 0)
);
--> statement-breakpoint
ALTER TABLE "billing_months" ADD CONSTRAINT "billing_months_payment_id_billing_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."billing_payments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_months_once" ON "billing_months" USING btree ("payment_id","month");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_months_start_key" ON "billing_months" USING btree ("subscription_id","starts_at");