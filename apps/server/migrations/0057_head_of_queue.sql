-- The place of the first job of this priority that could be drawn; with nobody waiting, null.
-- The settings make the planner read the index of the queue in its order, as for claim_next_job: an accept sorted all waiting jobs for each user.
CREATE FUNCTION head_of_queue(of_priority integer) RETURNS timestamptz LANGUAGE plpgsql STABLE
  SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
  RETURN (SELECT turn_at FROM generation_jobs
    WHERE status = 'QUEUED' AND priority = of_priority AND run_after <= now() ORDER BY turn_at LIMIT 1);
END $$;
