CREATE TABLE "traced_images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"image" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "traced_images" ADD CONSTRAINT "traced_images_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "traced_images_user" ON "traced_images" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "traced_images_oldest" ON "traced_images" USING btree ("created_at");