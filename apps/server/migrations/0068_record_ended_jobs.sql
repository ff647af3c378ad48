-- Rows of webhooks have ids like those that the service makes: UUIDv7 (RFC 9562, section 5.7), 48 bits of time and random bits.
CREATE FUNCTION make_uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;
--> statement-breakpoint
-- The end of a job, in the transaction that ends it, whoever does. For users without an enabled webhook this is one search in the index webhooks_user.
CREATE FUNCTION record_ended_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM webhooks WHERE user_id = NEW.user_id AND disabled_at IS NULL) THEN
    INSERT INTO webhook_events (id, user_id, type, set_id, data) VALUES (make_uuid_v7(), NEW.user_id,
      CASE WHEN NEW.status = 'SUCCEEDED' THEN 'job.succeeded' WHEN NEW.error_code = 'CANCELLED' THEN 'job.cancelled' ELSE 'job.failed' END,
      CASE WHEN NEW.options ? 'set' THEN NEW.batch_id END,
      jsonb_build_object('jobId', NEW.id, 'generationId', NEW.generation_id, 'errorCode', NEW.error_code, 'errorMessage', NEW.error_message));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER generation_jobs_ended AFTER UPDATE OF status ON generation_jobs
  FOR EACH ROW WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION record_ended_job();
