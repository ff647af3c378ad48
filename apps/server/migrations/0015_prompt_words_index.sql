-- outside a transaction
-- locks: rows of all time, a thousand in a transaction; each is written as it is, and the trigger adds its words
DO $$
DECLARE
  last uuid := '00000000-0000-0000-0000-000000000000';
  ids uuid[];
BEGIN
  LOOP
    ids := ARRAY(SELECT id FROM generations WHERE id > last AND words IS NULL ORDER BY id LIMIT 1000);
    EXIT WHEN cardinality(ids) = 0;
    UPDATE generations SET prompt = prompt WHERE id = ANY (ids);
    last := ids[cardinality(ids)];
    COMMIT;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "generations_words" ON "generations" USING gin ("words") WITH (fastupdate=false);
