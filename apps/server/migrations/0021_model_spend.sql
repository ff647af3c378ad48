CREATE TABLE "model_spend" (
	"day" date NOT NULL,
	"model" text NOT NULL,
	"calls" integer NOT NULL,
	"cost_micro_usd" bigint NOT NULL,
	"limit_told" boolean DEFAULT false NOT NULL,
	CONSTRAINT "model_spend_day_model_pk" PRIMARY KEY("day","model")
);
