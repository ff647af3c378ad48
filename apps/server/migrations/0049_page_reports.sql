CREATE TABLE "page_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"collection_id" uuid,
	"author_id" uuid,
	"reporter_key" text NOT NULL,
	"reason" text NOT NULL,
	"text" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	CONSTRAINT "page_reports_one_page" CHECK (("page_reports"."collection_id" is null) <> ("page_reports"."author_id" is null)),
	CONSTRAINT "page_reports_resolved_whole" CHECK (("page_reports"."resolved_at" is null) = ("page_reports"."resolution" is null))
);
--> statement-breakpoint
ALTER TABLE "page_reports" ADD CONSTRAINT "page_reports_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_reports" ADD CONSTRAINT "page_reports_author_id_authors_user_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."authors"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "page_reports_collection_once" ON "page_reports" USING btree ("collection_id","reporter_key") WHERE "page_reports"."resolved_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "page_reports_author_once" ON "page_reports" USING btree ("author_id","reporter_key") WHERE "page_reports"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "page_reports_collection" ON "page_reports" USING btree ("collection_id");--> statement-breakpoint
CREATE INDEX "page_reports_author" ON "page_reports" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "page_reports_resolved" ON "page_reports" USING btree ("resolved_at") WHERE "page_reports"."resolved_at" is not null;