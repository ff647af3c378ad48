CREATE TABLE "like_counts" (
	"picture_id" uuid PRIMARY KEY NOT NULL,
	"likes" integer NOT NULL,
	CONSTRAINT "like_counts_positive" CHECK ("like_counts"."likes" > 0)
);
--> statement-breakpoint
ALTER TABLE "like_counts" ADD CONSTRAINT "like_counts_picture_id_generations_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "like_counts_most" ON "like_counts" USING btree ("likes","picture_id");