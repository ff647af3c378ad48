-- Adds the words of all pictures of a statement that are not known yet, once and in an order. So two statements with the same new words wait for each other and not in a circle, however many pictures each of them has.
CREATE FUNCTION generations_learn_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO prompt_words (word, near_keys)
  SELECT word, near_keys(word)
  FROM (
    SELECT DISTINCT substring(lexeme from '^[^0-9.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-]{4,32}(?![^.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-])') AS word
    FROM added CROSS JOIN LATERAL unnest(added.words)
  ) AS learned
  WHERE word !~ '[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fff\u3005-\u3007\u3012\u3013\u3021-\u302f\u3031-\u30fa\u30fc-\u318f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001f000-\U0001fbff\U00020000-\U0003ffff]' AND NOT EXISTS (SELECT FROM prompt_words known WHERE known.word = learned.word)
  ORDER BY word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_learn_new_words AFTER INSERT ON generations
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION generations_learn_new_words();
--> statement-breakpoint
DROP TRIGGER generations_learn_words ON generations;
--> statement-breakpoint
-- A trigger of certain columns sees no table of all rows.
CREATE TRIGGER generations_learn_words AFTER UPDATE OF prompt ON generations FOR EACH ROW EXECUTE FUNCTION generations_learn_words();
