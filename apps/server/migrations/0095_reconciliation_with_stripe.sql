CREATE TABLE "billing_reconciliation" (
	"is_reconciled" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"reconciled_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "billing_reconciliation_one_row" CHECK ("billing_reconciliation"."is_reconciled")
);
