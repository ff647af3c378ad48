ALTER TABLE "api_key_secrets" ADD COLUMN "audience" text;--> statement-breakpoint
ALTER TABLE "api_key_secrets" ADD COLUMN "scopes" text[];