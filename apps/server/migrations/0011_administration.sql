CREATE TABLE "admin_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text,
	"reason" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	"idempotency_key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admin_acts_actor_named" CHECK (("admin_acts"."actor_kind" = 'user') = ("admin_acts"."actor_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "disabled_models" (
	"model_id" text PRIMARY KEY NOT NULL,
	"disabled_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_pause" (
	"is_paused" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"paused_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "queue_pause_one_row" CHECK ("queue_pause"."is_paused")
);
--> statement-breakpoint
ALTER TABLE "credit_entries" DROP CONSTRAINT "credit_entries_sign";
--> statement-breakpoint
CREATE INDEX "admin_acts_newest" ON "admin_acts" USING btree ("created_at","id");
--> statement-breakpoint
CREATE INDEX "admin_acts_subject" ON "admin_acts" USING btree ("subject_kind","subject_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "admin_acts_actor" ON "admin_acts" USING btree ("actor_id","created_at","id");
--> statement-breakpoint
CREATE INDEX "admin_acts_action" ON "admin_acts" USING btree ("action","created_at","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "admin_acts_actor_key" ON "admin_acts" USING btree ("actor_id","idempotency_key");
--> statement-breakpoint
CREATE UNIQUE INDEX "admin_acts_retried_once" ON "admin_acts" USING btree ("subject_id") WHERE "admin_acts"."action" = 'job.retry';
--> statement-breakpoint
-- Wider than the one before, so that rows which are there fit; the migration after next looks at them without holding anybody up.
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_sign" CHECK (case "credit_entries"."reason" when 'CHARGE' then "credit_entries"."delta" <= 0 when 'REFUND' then "credit_entries"."delta" >= 0 else "credit_entries"."delta" <> 0 end) NOT VALID;
--> statement-breakpoint
-- What administrators did stays as it was written.
CREATE FUNCTION admin_acts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'admin_acts is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER admin_acts_append_only BEFORE UPDATE OR DELETE ON admin_acts
  FOR EACH ROW EXECUTE FUNCTION admin_acts_refuse_change();
--> statement-breakpoint
CREATE TRIGGER admin_acts_not_emptied BEFORE TRUNCATE ON admin_acts
  FOR EACH STATEMENT EXECUTE FUNCTION admin_acts_refuse_change();
--> statement-breakpoint
-- Volatile, so that it sees what was committed when it is called: an accept that has waited for the user's row counts the jobs of the one before it.
CREATE FUNCTION count_unfinished_jobs(of_user uuid) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM generation_jobs WHERE user_id = of_user AND status IN ('QUEUED', 'RUNNING'));
END
$$;
--> statement-breakpoint
-- Claims ask this first. They hold the lock together until they have committed; a pause takes it alone, so once it is written no claim is under way that has not seen it.
CREATE FUNCTION queue_is_open() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7342093);
  RETURN NOT EXISTS (SELECT FROM queue_pause);
END
$$;
