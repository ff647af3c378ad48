-- Search over prompts, by words and beginnings of words.
CREATE INDEX generations_prompt_words ON generations USING gin (to_tsvector('simple', prompt));
