-- Events that could not be applied, for a reason of their own and not of the store: kept for a later version.
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the event: the same one, come again, is kept once.
  digest TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  -- Name and code of what was thrown; never what it said, which may hold texts.
  error TEXT NOT NULL,
  -- JSON; null when the journal has the bytes it came from, and when its time is over.
  event TEXT,
  -- A disappearing message, or a status: nothing of it is kept longer.
  expires_at INTEGER
) STRICT;
CREATE INDEX set_aside_expiring ON set_aside (expires_at) WHERE expires_at IS NOT NULL;

-- A row whose event was set aside is done with, and yet keeps its bytes.
ALTER TABLE journal ADD COLUMN set_aside INTEGER REFERENCES set_aside (id);
CREATE INDEX journal_set_aside ON journal (set_aside) WHERE set_aside IS NOT NULL;
