CREATE TABLE "takedowns" (
	"picture_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"tree_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "takedowns" ADD CONSTRAINT "takedowns_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takedowns_user_content" ON "takedowns" USING btree ("user_id","content_hash");--> statement-breakpoint
CREATE INDEX "takedowns_tree" ON "takedowns" USING btree ("tree_id");
