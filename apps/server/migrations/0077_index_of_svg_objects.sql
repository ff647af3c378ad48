-- outside a transaction
DROP INDEX CONCURRENTLY IF EXISTS "generations_object";
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_object" ON "generations" USING btree ("svg_object") WHERE "generations"."svg_object" is not null;
--> statement-breakpoint
ALTER TABLE "generations" VALIDATE CONSTRAINT "generations_svg_object_svg_objects_key_fk";
--> statement-breakpoint
ALTER TABLE "generations" VALIDATE CONSTRAINT "generations_one_svg";
