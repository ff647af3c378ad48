CREATE TABLE "picture_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"picture_id" uuid NOT NULL,
	"reporter_key" text NOT NULL,
	"reason" text NOT NULL,
	"text" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolution" text,
	CONSTRAINT "picture_reports_resolved_whole" CHECK (("picture_reports"."resolved_at" is null) = ("picture_reports"."resolution" is null))
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "removed_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "removed_reason" text;
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "privacy_afterwards" boolean;
--> statement-breakpoint
ALTER TABLE "picture_reports" ADD CONSTRAINT "picture_reports_picture_id_generations_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "picture_reports_open_once" ON "picture_reports" USING btree ("picture_id","reporter_key") WHERE "picture_reports"."resolved_at" is null;
--> statement-breakpoint
CREATE INDEX "picture_reports_picture_newest" ON "picture_reports" USING btree ("picture_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "picture_reports_open_newest" ON "picture_reports" USING btree ("created_at","id") WHERE "picture_reports"."resolved_at" is null;
--> statement-breakpoint
CREATE INDEX "picture_reports_resolved" ON "picture_reports" USING btree ("resolved_at") WHERE "picture_reports"."resolved_at" is not null;
--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_removed_whole" CHECK (num_nonnulls("generations"."removed_at", "generations"."removed_reason", "generations"."privacy_afterwards") = case when "generations"."privacy" and "generations"."removed_at" is distinct from null then 3 else 0 end) NOT VALID;
