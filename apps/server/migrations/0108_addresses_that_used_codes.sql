CREATE TABLE "billing_code_addresses" (
	"code_id" uuid NOT NULL,
	"address_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_code_addresses_code_id_address_hash_pk" PRIMARY KEY("code_id","address_hash")
);
--> statement-breakpoint
ALTER TABLE "billing_code_addresses" ADD CONSTRAINT "billing_code_addresses_code_id_billing_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."billing_codes"("id") ON DELETE no action ON UPDATE no action;