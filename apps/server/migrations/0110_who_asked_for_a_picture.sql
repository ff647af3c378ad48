ALTER TABLE "generations" ADD COLUMN "requested_by" uuid;
