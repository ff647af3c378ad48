-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_public_style_model_newest" ON "generations" USING btree ("style","model","created_at","id") WHERE not "generations"."privacy";
