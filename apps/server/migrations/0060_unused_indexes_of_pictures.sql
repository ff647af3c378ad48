-- outside a transaction
-- The gallery reads the indexes generations_shown_*, whose order is the date of the first version (0041). Nothing reads these four, and every new public picture wrote into them.
DROP INDEX CONCURRENTLY IF EXISTS "generations_listed_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_listed_style_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_listed_style_model_newest";
--> statement-breakpoint
DROP INDEX CONCURRENTLY IF EXISTS "generations_listed_model_newest";
--> statement-breakpoint
-- Searches read the index generations_words (0015). Every picture computed the words of its prompt a second time for this one.
DROP INDEX CONCURRENTLY IF EXISTS "generations_prompt_words";
