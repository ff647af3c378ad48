CREATE TABLE "picture_likes" (
	"picture_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "picture_likes_picture_id_user_id_pk" PRIMARY KEY("picture_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "picture_likes" ADD CONSTRAINT "picture_likes_picture_id_generations_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."generations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "picture_likes_user_newest" ON "picture_likes" USING btree ("user_id","created_at","picture_id");