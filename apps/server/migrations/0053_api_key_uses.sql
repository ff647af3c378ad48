CREATE TABLE "api_key_uses" (
	"key_id" uuid NOT NULL,
	"day" date NOT NULL,
	"call" text NOT NULL,
	"uses" integer NOT NULL,
	"refusals" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"first_address" text NOT NULL,
	"last_address" text NOT NULL,
	CONSTRAINT "api_key_uses_key_id_day_call_pk" PRIMARY KEY("key_id","day","call")
);
--> statement-breakpoint
ALTER TABLE "api_key_uses" ADD CONSTRAINT "api_key_uses_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_uses_day" ON "api_key_uses" USING btree ("day");