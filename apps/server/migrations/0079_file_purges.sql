CREATE TABLE "file_purges" (
	"picture_id" uuid PRIMARY KEY NOT NULL,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"passes_left" smallint NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "file_purges_due" ON "file_purges" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "file_purges_oldest" ON "file_purges" USING btree ("created_at");