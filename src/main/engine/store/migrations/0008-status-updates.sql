-- Files of posts. The id is never used again: it stands in addresses that a page may keep.
CREATE TABLE media (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  status_id INTEGER NOT NULL UNIQUE REFERENCES statuses (id) ON DELETE CASCADE,
  -- Name of the file in the media folder, by chance; null: not here.
  file TEXT UNIQUE,
  bytes INTEGER,
  -- What it is by its own first bytes.
  type TEXT,
  -- Where the phone has put it anew.
  direct_path TEXT,
  -- Why the last attempt failed.
  failure TEXT,
  CHECK ((file IS NULL) = (bytes IS NULL) AND (file IS NULL) = (type IS NULL))
) STRICT;

-- The way of one's own posts; what they need to go out (JSON); what is still to be told: that a post was seen, or is taken back.
ALTER TABLE statuses ADD COLUMN way TEXT NOT NULL DEFAULT 'sent' CHECK (way IN ('pending', 'sent', 'failed'));
ALTER TABLE statuses ADD COLUMN failure TEXT;
ALTER TABLE statuses ADD COLUMN payload TEXT;
ALTER TABLE statuses ADD COLUMN view_due INTEGER NOT NULL DEFAULT 0 CHECK (view_due IN (0, 1));
ALTER TABLE statuses ADD COLUMN revoke_due INTEGER NOT NULL DEFAULT 0 CHECK (revoke_due IN (0, 1));
CREATE INDEX statuses_waiting ON statuses (way) WHERE way = 'pending';
CREATE INDEX statuses_view_due ON statuses (view_due, author_id) WHERE view_due = 1;
CREATE INDEX statuses_revoke_due ON statuses (revoke_due) WHERE revoke_due = 1;

-- Rows without content, in the order in which they came: in all, and of an author.
CREATE INDEX statuses_stubs ON statuses (id) WHERE content IS NULL;
CREATE INDEX statuses_stubs_by_author ON statuses (author_id, id) WHERE content IS NULL;

CREATE TABLE status_mentions (
  status_id INTEGER NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
  token TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (status_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_mentions_by_person ON status_mentions (person_id);

-- Saved contacts whom one's own posts do not go to.
CREATE TABLE status_exclusions (
  person_id INTEGER PRIMARY KEY REFERENCES people (id)
) STRICT;

-- When this device posted (ms): what was deleted since counts as well.
CREATE TABLE status_posts (at INTEGER NOT NULL) STRICT;
CREATE INDEX status_posts_by_time ON status_posts (at);

-- A quoted status update keeps its picture.
ALTER TABLE messages ADD COLUMN quote_thumbnail BLOB;

-- The list of authors, derived from their posts (status-authors.ts).
CREATE TABLE status_authors (
  person_id INTEGER PRIMARY KEY REFERENCES people (id),
  -- 2: something is unseen; 1: all is seen; 0: muted.
  place INTEGER NOT NULL DEFAULT 0,
  newest_at INTEGER NOT NULL DEFAULT 0,
  newest_id INTEGER NOT NULL DEFAULT 0,
  unseen INTEGER NOT NULL DEFAULT 0,
  -- Of each post, oldest first: 1 seen, 0 not.
  seen TEXT NOT NULL DEFAULT '',
  -- It is as it should be until then (ms), when the next post is over; 0: it has to be worked out anew.
  until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX status_authors_by_place ON status_authors (place, newest_at, newest_id);
CREATE INDEX status_authors_until ON status_authors (until);
CREATE INDEX statuses_by_author ON statuses (author_id, at) WHERE revoked_at IS NULL AND content IS NOT NULL;
CREATE INDEX status_views_by_time ON status_views (status_id, at);

-- Whoever writes posts, and by whatever statement.
CREATE TRIGGER status_authors_added AFTER INSERT ON statuses WHEN NEW.from_me = 0 AND NEW.content IS NOT NULL
BEGIN
  INSERT INTO status_authors (person_id) VALUES (NEW.author_id) ON CONFLICT (person_id) DO UPDATE SET until = 0;
END;
CREATE TRIGGER status_authors_changed
  AFTER UPDATE OF author_id, from_me, at, expires_at, seen_at, revoked_at, content ON statuses
  WHEN OLD.from_me = 0 AND (NEW.content IS NOT NULL OR OLD.content IS NOT NULL)
BEGIN
  UPDATE status_authors SET until = 0 WHERE person_id = OLD.author_id;
  INSERT INTO status_authors (person_id) VALUES (NEW.author_id) ON CONFLICT (person_id) DO UPDATE SET until = 0;
END;
CREATE TRIGGER status_authors_removed AFTER DELETE ON statuses WHEN OLD.from_me = 0 AND OLD.content IS NOT NULL
BEGIN
  UPDATE status_authors SET until = 0 WHERE person_id = OLD.author_id;
END;
CREATE TRIGGER status_authors_muted AFTER UPDATE OF status_muted ON people WHEN NEW.status_muted <> OLD.status_muted
BEGIN
  UPDATE status_authors SET until = 0 WHERE person_id = NEW.id;
END;
INSERT INTO status_authors (person_id)
  SELECT DISTINCT author_id FROM statuses WHERE from_me = 0 AND revoked_at IS NULL AND content IS NOT NULL;

-- What the journal still has of a time: status updates go from it by theirs.
CREATE INDEX journal_by_time ON journal (at) WHERE plaintext IS NOT NULL;
