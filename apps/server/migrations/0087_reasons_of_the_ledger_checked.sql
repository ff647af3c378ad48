-- outside a transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "credit_entries_purchase_key" ON "credit_entries" USING btree ("payment_id") WHERE "credit_entries"."reason" = 'PURCHASE';
--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "credit_entries_payment" ON "credit_entries" USING btree ("payment_id") WHERE "credit_entries"."payment_id" is not null;
--> statement-breakpoint
ALTER TABLE "credit_entries" VALIDATE CONSTRAINT "credit_entries_reason_known";
--> statement-breakpoint
ALTER TABLE "credit_entries" VALIDATE CONSTRAINT "credit_entries_sign";
