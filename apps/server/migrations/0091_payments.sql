CREATE TABLE "billing_payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"payment_intent" text,
	"currency" text NOT NULL,
	"amount" integer NOT NULL,
	"amount_refunded" integer DEFAULT 0 NOT NULL,
	"is_disputed" boolean DEFAULT false NOT NULL,
	"credits" integer NOT NULL,
	"asked_back" integer DEFAULT 0 NOT NULL,
	"taken_back" integer DEFAULT 0 NOT NULL,
	"subscription_id" text,
	"months" integer,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"expires" boolean DEFAULT false NOT NULL,
	"read_number" bigint NOT NULL,
	"paid_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_payments_kind_known" CHECK ("billing_payments"."kind" in ('pack', 'plan')),
	CONSTRAINT "billing_payments_plan_whole" CHECK (case "billing_payments"."kind" when 'plan' then "billing_payments"."subscription_id" is not null and "billing_payments"."months" > 0 and "billing_payments"."starts_at" < "billing_payments"."ends_at"
        else "billing_payments"."subscription_id" is null and "billing_payments"."months" is null and "billing_payments"."credits" > 0 end),
	CONSTRAINT "billing_payments_taken" CHECK ("billing_payments"."taken_back" between 0 and "billing_payments"."asked_back" and "billing_payments"."credits" >= 0 and "billing_payments"."amount" >= 0)
);
--> statement-breakpoint
ALTER TABLE "billing_payments" ADD CONSTRAINT "billing_payments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_payments_source_key" ON "billing_payments" USING btree ("source");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_payments_intent_key" ON "billing_payments" USING btree ("payment_intent");--> statement-breakpoint
CREATE INDEX "billing_payments_user" ON "billing_payments" USING btree ("user_id","paid_at");--> statement-breakpoint
CREATE INDEX "billing_payments_subscription" ON "billing_payments" USING btree ("subscription_id","starts_at") WHERE "billing_payments"."subscription_id" is not null;