-- The wire counts in seconds: of chats with the same time, the one whose last message came later stands first.
DROP INDEX chats_by_time;
CREATE INDEX chats_by_time ON chats (archived, at, COALESCE(last_message_id, -id)) WHERE listed = 1 AND pinned_at IS NULL;
DROP INDEX chats_unread;
CREATE INDEX chats_unread ON chats (archived, at, COALESCE(last_message_id, -id))
  WHERE listed = 1 AND (unread > 0 OR marked_unread = 1);
