-- outside a transaction
-- One notification for each job and type: jobs end once, and no statement looks a notification up by its type.
DROP INDEX CONCURRENTLY IF EXISTS "notifications_user_job_type_key";
