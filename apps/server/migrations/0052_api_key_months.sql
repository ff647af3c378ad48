CREATE TABLE "api_key_months" (
	"key_id" uuid NOT NULL,
	"month" date NOT NULL,
	"spent" integer NOT NULL,
	CONSTRAINT "api_key_months_key_id_month_pk" PRIMARY KEY("key_id","month"),
	CONSTRAINT "api_key_months_spent" CHECK ("api_key_months"."spent" >= 0)
);
--> statement-breakpoint
ALTER TABLE "api_key_months" ADD CONSTRAINT "api_key_months_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_months_month" ON "api_key_months" USING btree ("month");