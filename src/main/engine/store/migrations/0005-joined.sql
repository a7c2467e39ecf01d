-- When a member was last seen to be added to the group; null: never seen, so perhaps always a member. A message from
-- before that was not for them.
ALTER TABLE members ADD COLUMN added_at INTEGER;
