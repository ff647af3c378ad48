CREATE TABLE "svg_object_removals" (
	"key" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "svg_objects" (
	"key" text PRIMARY KEY NOT NULL,
	"content_hash" text NOT NULL,
	"check_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "svg_objects_to_check" ON "svg_objects" USING btree ("check_at") WHERE "svg_objects"."check_at" is not null;
