CREATE TABLE "model_days" (
	"day" date NOT NULL,
	"model" text NOT NULL,
	"pictures" integer NOT NULL,
	"charged" integer NOT NULL,
	"refunded" integer NOT NULL,
	CONSTRAINT "model_days_day_model_pk" PRIMARY KEY("day","model")
);
