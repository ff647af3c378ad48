CREATE TABLE "edit_keys" (
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"picture_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "edit_keys_user_id_key_pk" PRIMARY KEY("user_id","key")
);
--> statement-breakpoint
ALTER TABLE "edit_keys" ADD CONSTRAINT "edit_keys_picture_id_generations_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "edit_keys_picture" ON "edit_keys" USING btree ("picture_id");--> statement-breakpoint
CREATE INDEX "edit_keys_oldest" ON "edit_keys" USING btree ("created_at");