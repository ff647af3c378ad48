-- Whoever changes a tree of versions holds this lock to the end of the transaction, and takes it before the rows (decision 46).
CREATE FUNCTION lock_tree(tree uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('tree ' || tree, 0))
$$;
--> statement-breakpoint
-- Marks the newest version of a tree, and of its public ones those that are not the newest. Each statement in it sees what has been committed since the lock was taken.
-- locks: nothing now; the function changes the versions of one picture.
CREATE FUNCTION order_versions(tree uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_tree(tree);
  UPDATE generations SET is_newest = placed.is_newest, has_newer_public = placed.has_newer_public
  FROM (
    SELECT id, row_number() OVER (ORDER BY created_at DESC, id DESC) = 1 AS is_newest,
      coalesce(bool_or(NOT privacy) OVER (ORDER BY created_at DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS has_newer_public
    FROM generations WHERE tree_id = tree
  ) placed
  WHERE generations.id = placed.id
    AND (generations.is_newest <> placed.is_newest OR NOT generations.privacy AND generations.has_newer_public <> placed.has_newer_public);
END $$;
--> statement-breakpoint
CREATE FUNCTION generations_order_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_versions(NEW.tree_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Versions of a deleted one belong to the version before it. Nothing is left to do, and no lock is taken, where a whole tree or its owner is deleted.
-- locks: as above.
CREATE FUNCTION generations_close_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM generations WHERE tree_id = OLD.tree_id) THEN
    PERFORM order_versions(OLD.tree_id);
    UPDATE generations SET parent_id = OLD.parent_id WHERE tree_id = OLD.tree_id AND parent_id = OLD.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_order_versions AFTER INSERT OR UPDATE OF privacy ON generations
  FOR EACH ROW WHEN (NEW.tree_id IS NOT NULL) EXECUTE FUNCTION generations_order_versions();
--> statement-breakpoint
CREATE TRIGGER generations_close_gap AFTER DELETE ON generations
  FOR EACH ROW WHEN (OLD.tree_id IS NOT NULL) EXECUTE FUNCTION generations_close_gap();
