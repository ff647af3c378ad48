-- A change that leaves fewer credits, in its transaction: an event if it goes below the threshold of an enabled webhook. Without such a webhook it is one search in the index webhooks_user.
CREATE OR REPLACE FUNCTION record_low_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM webhooks WHERE user_id = NEW.id AND disabled_at IS NULL AND low_credits > NEW.credits AND low_credits <= OLD.credits) THEN
    INSERT INTO webhook_events (id, user_id, type, data)
      VALUES (make_uuid_v7(), NEW.id, 'credits.low', jsonb_build_object('credits', NEW.credits, 'before', OLD.credits));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE TRIGGER users_low_credits AFTER UPDATE OF credits ON users
  FOR EACH ROW WHEN (NEW.credits < OLD.credits) EXECUTE FUNCTION record_low_credits();
