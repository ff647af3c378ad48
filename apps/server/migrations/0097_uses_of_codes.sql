CREATE TABLE "billing_code_uses" (
	"code_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_code_uses_code_id_user_id_pk" PRIMARY KEY("code_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "billing_code_uses" ADD CONSTRAINT "billing_code_uses_code_id_billing_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."billing_codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_code_uses" ADD CONSTRAINT "billing_code_uses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_code_uses_user" ON "billing_code_uses" USING btree ("user_id");