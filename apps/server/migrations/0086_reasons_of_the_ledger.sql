ALTER TABLE "credit_entries" DROP CONSTRAINT "credit_entries_reason_known";
--> statement-breakpoint
ALTER TABLE "credit_entries" DROP CONSTRAINT "credit_entries_sign";
--> statement-breakpoint
ALTER TABLE "credit_entries" ADD COLUMN "payment_id" uuid;
--> statement-breakpoint
ALTER TABLE "credit_entries" ADD COLUMN "asked" integer;
--> statement-breakpoint
-- locks: the rows that exist are not read
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_payment_named" CHECK ("credit_entries"."reason" not in ('PURCHASE', 'PAYMENT_REFUNDED', 'CHARGEBACK') or "credit_entries"."payment_id" is not null) NOT VALID;
--> statement-breakpoint
-- locks: the rows that exist are not read
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_reason_known" CHECK ("credit_entries"."reason" in ('SIGNUP', 'CHARGE', 'REFUND', 'GRANT', 'PURCHASE', 'PAYMENT_REFUNDED', 'CHARGEBACK', 'EXPIRED')) NOT VALID;
--> statement-breakpoint
-- locks: the rows that exist are not read
ALTER TABLE "credit_entries" ADD CONSTRAINT "credit_entries_sign" CHECK (case "credit_entries"."reason" when 'CHARGE' then "credit_entries"."delta" <= 0 when 'REFUND' then "credit_entries"."delta" >= 0
        when 'EXPIRED' then "credit_entries"."delta" < 0
        when 'PAYMENT_REFUNDED' then "credit_entries"."asked" is not null when 'CHARGEBACK' then "credit_entries"."asked" is not null
        else "credit_entries"."delta" <> 0 end) NOT VALID;
