-- The section "Businesses". Derived with the standing: since when it holds without a break. Of stores older than this it is
-- the first word about the business until the next one comes.
ALTER TABLE people ADD COLUMN standing_since INTEGER NOT NULL DEFAULT 0;
UPDATE people SET standing_since =
  COALESCE((SELECT MIN(a.first_at) FROM attestations a WHERE a.person_id = people.id), 0)
  WHERE standing <> 'none';

CREATE INDEX businesses_by_name ON people (sort_key) WHERE standing <> 'none' AND merged_into IS NULL;
CREATE INDEX businesses_by_since ON people (standing_since) WHERE standing <> 'none' AND merged_into IS NULL;
CREATE INDEX businesses_by_time ON chats (at, last_message_id)
  WHERE standing <> 'none' AND person_id IS NOT NULL AND last_message_id IS NOT NULL;
