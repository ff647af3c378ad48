ALTER TABLE "users" ADD COLUMN "kind" text DEFAULT 'person' NOT NULL;
--> statement-breakpoint
-- locks: the rows that exist are not read
ALTER TABLE "users" ADD CONSTRAINT "users_kind_known" CHECK (case "users"."kind" when 'person' then "users"."email" not like 'workspace:________-____-____-____-____________'
        when 'workspace' then "users"."email" = 'workspace:' || "users"."id" and "users"."password_hash" is null and "users"."role" = 'USER' else false end) NOT VALID;
