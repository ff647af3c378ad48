CREATE TABLE "oauth_grants" (
	"app_id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"resources" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "oauth_grants" ADD CONSTRAINT "oauth_grants_app_id_api_keys_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "oauth_grants_client" ON "oauth_grants" USING btree ("client_id");