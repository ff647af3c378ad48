CREATE TABLE "prompt_words" (
	"word" text PRIMARY KEY NOT NULL,
	"near_keys" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "words" "tsvector";--> statement-breakpoint
CREATE INDEX "prompt_words_near" ON "prompt_words" USING gin ("near_keys") WITH (fastupdate=false);
--> statement-breakpoint
-- What search compares (decision 31): without case, accents, points of vowels and what nobody sees; full and half width, ligatures and typographic quotes as their plain forms.
-- The same on every server: nothing here asks its locale but for letters beyond ASCII that have a small form.
CREATE FUNCTION fold_text(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  folded text;
BEGIN
  IF octet_length(given) = length(given) THEN
    RETURN lower(given COLLATE "C");
  END IF;
  folded := lower(lower(normalize(given, NFKD) COLLATE "C") COLLATE "default");
  folded := regexp_replace(folded, '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]+', '', 'g');
  folded := translate(folded, U&'\03C2\2018\2019\201B\02BC\02B9\2032\2010\2011\2012\2013\2014\2212\0131\00F8\0142\0111\00F0', U&'\03C3''''''''''''------ioldd');
  folded := replace(replace(replace(replace(folded, U&'\00DF', 'ss'), U&'\00E6', 'ae'), U&'\0153', 'oe'), U&'\00FE', 'th');
  RETURN normalize(folded, NFC);
END $$;
--> statement-breakpoint
-- The words of a folded text, each cut to 64 characters. Searches match beginnings, so a word that stands within another (`example` in `user@example.test`) is kept with all that follows
-- it; of scripts that put no space between words, and of symbols and emoji, every character is kept with the three that follow it. `as_search` gives instead what has to begin some
-- word of a text that is found: whole words, and of those scripts four characters after four.
CREATE FUNCTION split_words(folded text, as_search boolean) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  chars_max constant integer := 64;
  run_chars constant integer := 4;
  words text[] := '{}';
  piece text;
  rest text;
  last integer;
BEGIN
  -- Between white space, quotes, brackets and the punctuation of sentences.
  FOR piece IN SELECT hit[1] FROM regexp_matches(folded, '[^\u0001-\u0020"(),;<>!?\[\]{}|\u007f-\u00a1\u00ab\u00b7\u00bb\u00bf\u037e\u0387\u0589\u05be\u05c0\u05c3\u05c6\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368\u1680\u2000-\u206f\u3000-\u3004\u3008-\u3020\u3030\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\ufffc\ufffd\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fff\u3005-\u3007\u3012\u3013\u3021-\u302f\u3031-\u30fa\u30fc-\u318f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001f000-\U0001fbff\U00020000-\U0003ffff]+', 'g') hit LOOP
    rest := coalesce(nullif(btrim(piece, '.:''-*_/&=~^`\'), ''), piece);
    words := words || left(rest, chars_max);
    CONTINUE WHEN as_search OR rest !~ '[.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-]';
    LOOP
      rest := substring(rest from '^[^.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-]*[.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-]+(.+)$');
      EXIT WHEN rest IS NULL;
      words := words || left(rest, chars_max);
    END LOOP;
  END LOOP;
  FOR piece IN SELECT hit[1] FROM regexp_matches(folded, '[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fff\u3005-\u3007\u3012\u3013\u3021-\u302f\u3031-\u30fa\u30fc-\u318f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001f000-\U0001fbff\U00020000-\U0003ffff]+', 'g') hit LOOP
    last := greatest(length(piece) - run_chars + 1, 1);
    words := words || CASE WHEN as_search
      THEN ARRAY(SELECT substr(piece, start, run_chars) FROM (SELECT generate_series(1, last, run_chars) UNION SELECT last) starts (start))
      ELSE ARRAY(SELECT substr(piece, start, run_chars) FROM generate_series(1, length(piece)) start) END;
  END LOOP;
  RETURN words;
END $$;
--> statement-breakpoint
-- What words have in common that are a slip of the pen apart: the beginning of the word, and what is left of it without one letter or, where it has six and more, without two (symmetric
-- deletion, as SymSpell does it). Words that differ by so many letters left out, added, changed or swapped share one of these.
CREATE FUNCTION near_keys(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT beginning
    UNION SELECT overlay(beginning PLACING '' FROM one FOR 1) FROM generate_series(1, length(beginning)) one WHERE length(word) >= 4
    UNION SELECT overlay(overlay(beginning PLACING '' FROM two FOR 1) PLACING '' FROM one FOR 1)
      FROM generate_series(1, length(beginning)) one, generate_series(one + 1, length(beginning)) two WHERE length(word) >= 6)
  FROM (SELECT left(word, 7)) AS cut (beginning)
$$;
--> statement-breakpoint
CREATE FUNCTION generations_write_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := array_to_tsvector(split_words(fold_text(NEW.prompt), false));
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Adds the words of a picture that are not known yet, in an order, so that two pictures with the same new words wait for each other and not in a circle.
CREATE FUNCTION generations_learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO prompt_words (word, near_keys)
  SELECT word, near_keys(word)
  FROM (SELECT DISTINCT substring(lexeme from '^[^0-9.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-]{4,32}(?![^.:''*_/&=~^`\\#$%@+\u00a2-\u00a9\u00ac-\u00b4\u00b6\u00b8\u00b9\u20a0-\u20cf-])') AS word FROM unnest(NEW.words)) AS learned
  WHERE word !~ '[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fff\u3005-\u3007\u3012\u3013\u3021-\u302f\u3031-\u30fa\u30fc-\u318f\u31a0-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001f000-\U0001fbff\U00020000-\U0003ffff]' AND NOT EXISTS (SELECT FROM prompt_words known WHERE known.word = learned.word)
  ORDER BY word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
COMMENT ON TABLE prompt_words IS 'derived: triggers write it anew when a backup is restored';
--> statement-breakpoint
CREATE TRIGGER generations_write_words BEFORE INSERT OR UPDATE OF prompt ON generations FOR EACH ROW EXECUTE FUNCTION generations_write_words();
--> statement-breakpoint
CREATE TRIGGER generations_learn_words AFTER INSERT OR UPDATE OF prompt ON generations FOR EACH ROW EXECUTE FUNCTION generations_learn_words();
