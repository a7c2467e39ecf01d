-- What a business tells of itself, as fetched last; `profile` is JSON (model.ts, BusinessProfile without its time).
CREATE TABLE profiles (
  person_id INTEGER PRIMARY KEY REFERENCES people (id),
  profile TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- The user said of this chat: the warning about this person (or business) does not apply (domain.md §9).
ALTER TABLE chats ADD COLUMN impostor_dismissed INTEGER REFERENCES people (id);
