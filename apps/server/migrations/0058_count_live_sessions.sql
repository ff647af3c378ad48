-- The live sessions of a user, including those that were committed since the calling statement began: it is VOLATILE.
CREATE FUNCTION count_live_sessions(of_user uuid) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM sessions WHERE user_id = of_user AND revoked_at IS NULL AND expires_at > now());
END $$;
