-- Whether a key may not spend so many credits now: it is revoked, or its limit of the month (UTC) would be exceeded. Volatile, so that it sees what was committed when it is called: an accept that has waited for the user's row counts the charges of the one before it.
CREATE FUNCTION api_key_refuses(of_key uuid, amount integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM api_keys LEFT JOIN api_key_months this_month
      ON this_month.key_id = api_keys.id AND this_month.month = date_trunc('month', now() AT TIME ZONE 'utc')::date
    WHERE api_keys.id = of_key AND api_keys.revoked_at IS NULL
      AND (api_keys.monthly_credits IS NULL OR coalesce(this_month.spent, 0) + amount <= api_keys.monthly_credits));
END $$;
