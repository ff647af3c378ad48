-- The live sessions of a user, including those that were committed since the calling statement began: it is VOLATILE.
CREATE FUNCTION count_live_sessions(of_user uuid) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM sessions WHERE user_id = of_user AND revoked_at IS NULL AND expires_at > now());
END $$;--> statement-breakpoint
-- Rotates those refresh tokens that are current, whose session is alive, and whose rows no other transaction has locked, so it never waits.
-- Each token is looked up by its hash: on a table of less than some thousand rows, or with old statistics, the planner would read all tokens for every refresh.
-- The lateral subqueries fix the order of the joins, because a subquery with a lock is never merged into the query around it.
-- locks: none when it is created; its body changes the rows of its tokens and their sessions.
CREATE FUNCTION rotate_tokens(tokens jsonb, usual_seconds integer, remembered_seconds integer)
  RETURNS TABLE (n integer, session_id uuid, user_id uuid, remember_me boolean) LANGUAGE plpgsql VOLATILE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH presented AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(tokens) AS presented (n integer, token_hash text, successor_id uuid, successor_hash text, user_agent text)
  ), rotated AS MATERIALIZED (
    SELECT presented.*, token.id AS token_id, session.id AS session_id, session.user_id, session.remember_me
    FROM presented
    CROSS JOIN LATERAL (
      SELECT id, session_id FROM refresh_tokens
      WHERE token_hash = presented.token_hash AND rotated_at IS NULL FOR UPDATE SKIP LOCKED
    ) token
    CROSS JOIN LATERAL (
      SELECT id, user_id, remember_me FROM sessions
      WHERE id = token.session_id AND revoked_at IS NULL AND expires_at > now() FOR UPDATE SKIP LOCKED
    ) session
  ), token AS (
    UPDATE refresh_tokens SET rotated_at = now(),
      replaced_by = (SELECT successor_id FROM rotated WHERE token_id = refresh_tokens.id LIMIT 1)
    WHERE id = ANY (ARRAY(SELECT token_id FROM rotated))
  ), successor AS (
    INSERT INTO refresh_tokens (id, session_id, token_hash) SELECT successor_id, session_id, successor_hash FROM rotated
  ), session AS (
    UPDATE sessions SET last_used_at = now(),
      user_agent = (SELECT rotated.user_agent FROM rotated WHERE rotated.session_id = sessions.id LIMIT 1),
      -- It slides, never past the absolute end.
      expires_at = least(absolute_expires_at, now() + make_interval(secs => CASE WHEN remember_me THEN remembered_seconds ELSE usual_seconds END))
    WHERE id = ANY (ARRAY(SELECT rotated.session_id FROM rotated))
  )
  SELECT rotated.n, rotated.session_id, rotated.user_id, rotated.remember_me FROM rotated;
END $$;
