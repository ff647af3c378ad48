ALTER TABLE "authors" ADD COLUMN "former_handle" text;--> statement-breakpoint
ALTER TABLE "authors" ADD COLUMN "handle_changed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "authors_former_handle" ON "authors" USING btree ("former_handle");