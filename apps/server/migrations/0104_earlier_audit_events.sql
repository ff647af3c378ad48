-- Rows of the months until the end of the next one stay in one table, which 0106 makes the first partition. The bound is checked beforehand, so that attaching the table reads no row.
DO $$
DECLARE
  ends timestamptz := (date_trunc('month', now() AT TIME ZONE 'utc') + interval '2 months') AT TIME ZONE 'utc';
BEGIN
  EXECUTE format('ALTER TABLE audit_events ADD CONSTRAINT audit_events_earlier CHECK (id < %L) NOT VALID', (lpad(to_hex((extract(epoch FROM ends) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid);
END $$;
