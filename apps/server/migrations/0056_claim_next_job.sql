-- Claims a job whose worker is dead, or else the next one that is queued and due; of the known kinds, and none while the queue is paused.
-- With the price, because the statement that calls it may not see the charge of a job that was accepted a moment ago.
-- The settings make the planner read each index in its order. Its statistics are often older than the queue, and then it would sort all waiting jobs for every claim.
-- locks: none when it is created; its body changes one row.
CREATE FUNCTION claim_next_job(entry uuid, token uuid, lease interval, known_kinds text[]) RETURNS TABLE (job generation_jobs, price integer) LANGUAGE plpgsql VOLATILE
  SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
  claimed uuid;
BEGIN
  IF NOT queue_is_open() THEN
    RETURN;
  END IF;
  SELECT id INTO claimed FROM generation_jobs
    WHERE status = 'RUNNING' AND lease_expires_at < now() AND kind = ANY (known_kinds)
    ORDER BY lease_expires_at LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF claimed IS NULL THEN
    SELECT id INTO claimed FROM generation_jobs
      -- An entry that was set for later may come a moment early.
      WHERE status = 'QUEUED' AND kind = ANY (known_kinds)
        AND run_after <= CASE WHEN id = entry THEN now() + interval '1 second' ELSE now() END
      ORDER BY priority DESC, turn_at, id LIMIT 1 FOR UPDATE SKIP LOCKED;
  END IF;
  RETURN QUERY UPDATE generation_jobs SET status = 'RUNNING', lease_token = token, lease_expires_at = now() + lease,
      attempts = attempts + 1, mostly_shown = false, started_at = coalesce(started_at, now()), last_started_at = now(),
      -- The attempt of a dead worker counts until its lease expired, at most.
      ran_ms = CASE WHEN status = 'RUNNING' THEN ran_ms + greatest(0, (extract(epoch FROM least(now(), lease_expires_at) - last_started_at) * 1000)::int) ELSE ran_ms END
    WHERE id = claimed
    RETURNING generation_jobs, (SELECT -charge.delta FROM credit_entries charge WHERE charge.job_id = generation_jobs.id AND charge.reason = 'CHARGE');
END $$;
