-- Counts of the limits. Unlogged: a crash of the server may forget them, and every request writes one.
-- The order of the columns is the one that rate-limiter-flexible inserts in.
CREATE UNLOGGED TABLE rate_limits (
  key text PRIMARY KEY,
  points integer NOT NULL,
  expire bigint
) WITH (fillfactor = 70);
--> statement-breakpoint
CREATE INDEX rate_limits_expire ON rate_limits (expire);
--> statement-breakpoint
-- Messages to sockets that are too large for NOTIFY. They live for a minute.
CREATE UNLOGGED TABLE realtime_attachments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  payload text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
ALTER TABLE realtime_attachments ALTER COLUMN payload SET STORAGE EXTERNAL;
