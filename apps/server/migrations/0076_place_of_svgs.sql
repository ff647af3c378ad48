ALTER TABLE "generations" ALTER COLUMN "svg" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "svg_object" text;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_svg_object_svg_objects_key_fk" FOREIGN KEY ("svg_object") REFERENCES "public"."svg_objects"("key") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_one_svg" CHECK (num_nonnulls("generations"."svg", "generations"."svg_object") = 1) NOT VALID;
