-- outside a transaction
ALTER TABLE "credit_entries" VALIDATE CONSTRAINT "credit_entries_sign";
