ALTER TABLE "generations" ADD COLUMN "listed_at" timestamp (3) with time zone;
--> statement-breakpoint
-- What a picture shows, as a hash: its text without titles, names of parts, and the prefix of its ids.
CREATE FUNCTION picture_content_hash(svg text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(regexp_replace(svg, '\mp[0-9a-z]{10}-|<title[^<]*</title>|<desc[^<]*</desc>|\saria-label="[^"]*"', '', 'g'), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- What an administrator has taken down stays private: every version of its tree, and every picture of the user with the same content. The hash is computed only for users who have a takedown.
CREATE FUNCTION generations_stay_taken_down() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  content text;
BEGIN
  IF EXISTS (SELECT FROM takedowns WHERE user_id = NEW.user_id) THEN
    content := picture_content_hash(NEW.svg);
    NEW.privacy := EXISTS (SELECT FROM takedowns WHERE user_id = NEW.user_id AND (tree_id = coalesce(NEW.tree_id, NEW.id) OR content_hash = content));
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_stay_taken_down BEFORE INSERT OR UPDATE OF privacy ON generations
  FOR EACH ROW WHEN (NOT NEW.privacy) EXECUTE FUNCTION generations_stay_taken_down();
--> statement-breakpoint
INSERT INTO takedowns (picture_id, user_id, tree_id, content_hash)
  SELECT id, user_id, coalesce(tree_id, id), picture_content_hash(svg) FROM generations WHERE removed_at IS NOT NULL;
--> statement-breakpoint
-- locks: versions of changed pictures alone, which no release has made yet
UPDATE generations SET listed_at = first.created_at
  FROM (SELECT tree_id, min(created_at) AS created_at FROM generations WHERE tree_id IS NOT NULL GROUP BY tree_id) first
  WHERE generations.tree_id = first.tree_id AND generations.created_at > first.created_at;
--> statement-breakpoint
-- Versions of deleted ones belong to the nearest version before them that is left. Nothing is left to do, and no lock is taken, where a whole tree or its owner is deleted. A statement may delete several versions of a tree, and trees are locked in the order of their ids.
-- locks: nothing now; the function changes the versions of the pictures from which one was deleted.
CREATE FUNCTION generations_close_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  tree uuid;
BEGIN
  FOR tree IN SELECT DISTINCT tree_id FROM gone WHERE tree_id IS NOT NULL ORDER BY tree_id LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM generations WHERE tree_id = tree);
    PERFORM order_versions(tree);
    WITH RECURSIVE line AS (
      SELECT version.id, gone.parent_id FROM generations version JOIN gone ON gone.id = version.parent_id WHERE version.tree_id = tree
      UNION ALL
      SELECT line.id, gone.parent_id FROM line JOIN gone ON gone.id = line.parent_id
    )
    UPDATE generations SET parent_id = line.parent_id FROM line
      WHERE generations.id = line.id AND NOT EXISTS (SELECT FROM gone WHERE gone.id = line.parent_id);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER generations_close_gap ON generations;
--> statement-breakpoint
DROP FUNCTION generations_close_gap();
--> statement-breakpoint
CREATE TRIGGER generations_close_gaps AFTER DELETE ON generations
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION generations_close_gaps();
