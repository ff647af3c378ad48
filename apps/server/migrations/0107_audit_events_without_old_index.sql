-- outside a transaction
-- Old rows are found by their primary key.
DROP INDEX CONCURRENTLY IF EXISTS "audit_events_created";
