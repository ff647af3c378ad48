-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "mail_letters_recipient" ON "mail_letters" USING btree ("recipient","created_at");
