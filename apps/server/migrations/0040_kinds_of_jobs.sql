ALTER TABLE "generation_jobs" ADD COLUMN "kind" text DEFAULT 'draw' NOT NULL;
--> statement-breakpoint
-- The versions of a user's picture, together with the unfinished jobs that will each add one. 0 for a picture of another user. It counts what has been committed when it is called, so a charge that has waited for the user's row sees the jobs of the one before.
CREATE FUNCTION count_versions(of_picture uuid, of_user uuid) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  tree uuid;
BEGIN
  SELECT coalesce(tree_id, id) INTO tree FROM generations WHERE id = of_picture AND user_id = of_user;
  RETURN (SELECT count(*) FROM generations WHERE id = tree OR tree_id = tree)
    + (SELECT count(*) FROM generation_jobs job JOIN generations parent ON parent.id = job.parent_id
       WHERE job.user_id = of_user AND job.status IN ('QUEUED', 'RUNNING') AND coalesce(parent.tree_id, parent.id) = tree);
END $$;
--> statement-breakpoint
-- Requests of a user with the same idempotency key wait for each other until the end of their transactions. Taken before all other locks.
CREATE FUNCTION lock_key(of_user uuid, used_key text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('key ' || of_user || ' ' || used_key, 0))
$$;
--> statement-breakpoint
-- Whether a request without a job has the key, or has it locked at the moment and the caller does not wait. Whoever asks holds the key until the end of the transaction.
CREATE FUNCTION has_edit_key(of_user uuid, used_key text, waits boolean) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF waits THEN
    PERFORM lock_key(of_user, used_key);
  ELSIF NOT pg_try_advisory_xact_lock(hashtextextended('key ' || of_user || ' ' || used_key, 0)) THEN
    RETURN true;
  END IF;
  RETURN EXISTS (SELECT FROM edit_keys WHERE user_id = of_user AND key = used_key AND created_at > now() - interval '24 hours');
END $$;
