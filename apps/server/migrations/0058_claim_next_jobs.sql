-- Claims as many jobs as there are tokens: those whose worker is dead, or else the next ones that are queued and due; of the known kinds, and none while the queue is paused.
-- With the price, because the statement that calls it may not see the charge of a job that was accepted a moment ago.
-- The settings make the planner read each index in its order. Its statistics are often older than the queue, and then it would sort all waiting jobs for every claim.
-- The previous version of the service calls claim_next_job.
-- locks: none when it is created; its body changes the rows that it has locked, and waits for none.
CREATE FUNCTION claim_next_jobs(entries uuid[], tokens uuid[], lease interval, known_kinds text[]) RETURNS TABLE (job generation_jobs, price integer) LANGUAGE plpgsql VOLATILE
  SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
DECLARE
  wanted constant integer := cardinality(tokens);
  claimed uuid[];
BEGIN
  IF NOT queue_is_open() THEN
    RETURN;
  END IF;
  claimed := ARRAY(SELECT id FROM generation_jobs
    WHERE status = 'RUNNING' AND lease_expires_at < now() AND kind = ANY (known_kinds)
    ORDER BY lease_expires_at LIMIT wanted FOR UPDATE SKIP LOCKED);
  IF cardinality(claimed) < wanted THEN
    claimed := claimed || ARRAY(SELECT id FROM generation_jobs
      -- An entry that was set for later may come a moment early.
      WHERE status = 'QUEUED' AND kind = ANY (known_kinds)
        AND run_after <= CASE WHEN id = ANY (entries) THEN now() + interval '1 second' ELSE now() END
      ORDER BY priority DESC, turn_at, id LIMIT wanted - cardinality(claimed) FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN QUERY UPDATE generation_jobs SET status = 'RUNNING', lease_token = tokens[array_position(claimed, id)], lease_expires_at = now() + lease,
      attempts = attempts + 1, mostly_shown = false, started_at = coalesce(started_at, now()), last_started_at = now(),
      -- The attempt of a dead worker counts until its lease expired, at most. Bounded, because an error here would stop all claims.
      ran_ms = CASE WHEN status = 'RUNNING' THEN least(2147483647, ran_ms + greatest(0, extract(epoch FROM least(now(), lease_expires_at) - last_started_at) * 1000))::int ELSE ran_ms END
    WHERE id = ANY (claimed)
    RETURNING generation_jobs, (SELECT -charge.delta FROM credit_entries charge WHERE charge.job_id = generation_jobs.id AND charge.reason = 'CHARGE');
END $$;
