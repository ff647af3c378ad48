-- A change after which fewer than 5 credits are left, in its transaction. Other changes of a user's row do not call the function.
CREATE FUNCTION record_low_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM webhooks WHERE user_id = NEW.id AND disabled_at IS NULL) THEN
    INSERT INTO webhook_events (id, user_id, type, data)
      VALUES (make_uuid_v7(), NEW.id, 'credits.low', jsonb_build_object('credits', NEW.credits));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER users_low_credits AFTER UPDATE OF credits ON users
  FOR EACH ROW WHEN (OLD.credits >= 5 AND NEW.credits < 5) EXECUTE FUNCTION record_low_credits();
