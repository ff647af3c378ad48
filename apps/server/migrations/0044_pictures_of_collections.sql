CREATE TABLE "collection_pictures" (
	"collection_id" uuid NOT NULL,
	"picture_id" uuid NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collection_pictures_collection_id_picture_id_pk" PRIMARY KEY("collection_id","picture_id")
);
--> statement-breakpoint
ALTER TABLE "collection_pictures" ADD CONSTRAINT "collection_pictures_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_pictures" ADD CONSTRAINT "collection_pictures_picture_id_generations_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collection_pictures_newest" ON "collection_pictures" USING btree ("collection_id","added_at","picture_id");--> statement-breakpoint
CREATE INDEX "collection_pictures_picture" ON "collection_pictures" USING btree ("picture_id");