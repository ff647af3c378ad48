-- Public files that were deleted, however that was done. There is one row for each, also without a CDN, because the database does not know the configuration.
CREATE FUNCTION record_deleted_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_purges (picture_id, passes_left) SELECT id, 2 FROM gone WHERE NOT privacy ORDER BY id
    ON CONFLICT (picture_id) DO UPDATE SET due_at = now(), passes_left = 2, attempts = 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_record_deleted_files AFTER DELETE ON generations
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION record_deleted_files();
--> statement-breakpoint
-- Public files that were made private, by their owner or an administrator.
CREATE FUNCTION record_private_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO file_purges (picture_id, passes_left) VALUES (NEW.id, 2)
    ON CONFLICT (picture_id) DO UPDATE SET due_at = now(), passes_left = 2, attempts = 0;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generations_record_private_file AFTER UPDATE OF privacy ON generations
  FOR EACH ROW WHEN (NEW.privacy AND NOT OLD.privacy) EXECUTE FUNCTION record_private_file();
