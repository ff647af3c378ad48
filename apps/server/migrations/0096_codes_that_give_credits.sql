CREATE TABLE "billing_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"credits" integer NOT NULL,
	"uses_max" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_codes_bounds" CHECK ("billing_codes"."credits" > 0 and "billing_codes"."uses_max" > 0 and "billing_codes"."uses" between 0 and "billing_codes"."uses_max")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "billing_codes_code_key" ON "billing_codes" USING btree ("code");--> statement-breakpoint
CREATE INDEX "billing_codes_newest" ON "billing_codes" USING btree ("created_at","id");