-- outside a transaction
ALTER TABLE "users" VALIDATE CONSTRAINT "users_kind_known";
