-- What a picture shows, as a hash, wherever its SVG is.
CREATE FUNCTION generation_content_hash(svg text, svg_object text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN svg IS NULL THEN (SELECT content_hash FROM svg_objects WHERE key = svg_object) ELSE picture_content_hash(svg) END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION generations_stay_taken_down() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  content text;
BEGIN
  IF EXISTS (SELECT FROM takedowns WHERE user_id = NEW.user_id) THEN
    content := generation_content_hash(NEW.svg, NEW.svg_object);
    NEW.privacy := EXISTS (SELECT FROM takedowns WHERE user_id = NEW.user_id AND (tree_id = coalesce(NEW.tree_id, NEW.id) OR content_hash = content));
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The objects of pictures that are gone are looked at in five minutes, when whoever has just read one of the rows has read its object as well. The time of an object that is being written for another picture is not shortened. Objects are locked in the order of their keys, so two deletions do not wait for each other in a circle; a new picture with such an object does not wait, because its lock (FOR KEY SHARE) allows this change.
CREATE FUNCTION generations_release_objects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH released AS MATERIALIZED (
    SELECT key FROM svg_objects WHERE key IN (SELECT svg_object FROM gone WHERE svg_object IS NOT NULL) ORDER BY key FOR NO KEY UPDATE
  )
  UPDATE svg_objects SET check_at = greatest(check_at, now() + interval '5 minutes') FROM released WHERE svg_objects.key = released.key;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_release_objects AFTER DELETE ON generations
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION generations_release_objects();
--> statement-breakpoint
-- The same for an SVG that is moved from an object into its row.
CREATE FUNCTION generations_release_object() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE svg_objects SET check_at = greatest(check_at, now() + interval '5 minutes') WHERE key = OLD.svg_object;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_release_object AFTER UPDATE OF svg_object ON generations
  FOR EACH ROW WHEN (OLD.svg_object IS NOT NULL AND OLD.svg_object IS DISTINCT FROM NEW.svg_object) EXECUTE FUNCTION generations_release_object();
