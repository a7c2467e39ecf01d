-- Everything Pillion keeps. Times are ms since the epoch; flags are 0 or 1; JIDs are normalised, without device.

-- One row per person. A row that was merged into another keeps its id and leads there, so that nothing that still holds
-- the old id is lost; it has no identifiers of its own any more.
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  pn TEXT UNIQUE,
  lid TEXT UNIQUE,
  merged_into INTEGER REFERENCES people (id),
  -- Derived from names and attestations (src/shared/rules), for fast lists.
  display_source TEXT NOT NULL DEFAULT 'unknown',
  display_text TEXT NOT NULL DEFAULT '',
  sort_key TEXT NOT NULL DEFAULT '',
  standing TEXT NOT NULL DEFAULT 'none' CHECK (standing IN ('verified', 'confirmed', 'unverified', 'none')),
  -- Saved in the address book, or has a chat: whom the user may want to write to.
  listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  status_muted INTEGER NOT NULL DEFAULT 0 CHECK (status_muted IN (0, 1)),
  CHECK ((merged_into IS NULL) = (pn IS NOT NULL OR lid IS NOT NULL))
) STRICT;
CREATE INDEX people_by_name ON people (sort_key) WHERE listed = 1;
CREATE INDEX people_merged ON people (merged_into) WHERE merged_into IS NOT NULL;

-- The newest name per source. A null name: removed from the address book.
CREATE TABLE names (
  person_id INTEGER NOT NULL REFERENCES people (id),
  source TEXT NOT NULL CHECK (source IN ('addressBook', 'certificate', 'history', 'push')),
  name TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (person_id, source)
) STRICT, WITHOUT ROWID;

-- One row per person, UTC day and wording; `facts` is canonical JSON.
CREATE TABLE attestations (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id),
  day INTEGER NOT NULL,
  facts TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  UNIQUE (person_id, day, facts)
) STRICT;

CREATE TABLE blocks (
  person_id INTEGER PRIMARY KEY REFERENCES people (id),
  at INTEGER NOT NULL
) STRICT;

-- One row: whose store this is.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  person_id INTEGER NOT NULL REFERENCES people (id),
  name TEXT,
  linked_at INTEGER NOT NULL,
  logged_out_at INTEGER
) STRICT;

CREATE TABLE chats (
  id INTEGER PRIMARY KEY,
  person_id INTEGER UNIQUE REFERENCES people (id),
  group_jid TEXT UNIQUE,
  merged_into INTEGER REFERENCES chats (id),
  -- Groups.
  subject TEXT,
  subject_at INTEGER NOT NULL DEFAULT 0,
  description TEXT,
  owner_id INTEGER REFERENCES people (id),
  announce INTEGER NOT NULL DEFAULT 0 CHECK (announce IN (0, 1)),
  facts_at INTEGER NOT NULL DEFAULT 0,
  member_count INTEGER NOT NULL DEFAULT 0,
  -- Derived from messages, drafts and people.
  standing TEXT NOT NULL DEFAULT 'none',
  listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  at INTEGER NOT NULL DEFAULT 0,
  last_message_id INTEGER,
  unread INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
  -- Set by the phone and here; each with the time of its newest word.
  pinned_at INTEGER,
  pinned_changed_at INTEGER NOT NULL DEFAULT -1,
  -- ms; -1: for good; null: not muted.
  muted_until INTEGER,
  muted_changed_at INTEGER NOT NULL DEFAULT -1,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  archived_changed_at INTEGER NOT NULL DEFAULT -1,
  marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (marked_unread IN (0, 1)),
  marked_unread_changed_at INTEGER NOT NULL DEFAULT -1,
  disappearing_seconds INTEGER NOT NULL DEFAULT 0,
  disappearing_changed_at INTEGER NOT NULL DEFAULT -1,
  -- Newest activity ever heard of; the place in the list while there is no message.
  activity_at INTEGER NOT NULL DEFAULT 0,
  -- Read, cleared (or kept and marked, domain.md §5) and deleted up to and with these times, whenever a message arrives.
  read_up_to INTEGER NOT NULL DEFAULT -1,
  cleared_up_to INTEGER NOT NULL DEFAULT -1,
  kept_up_to INTEGER NOT NULL DEFAULT -1,
  kept_at INTEGER,
  deleted_up_to INTEGER NOT NULL DEFAULT -1,
  phone_unread INTEGER NOT NULL DEFAULT 0,
  end_of_history INTEGER NOT NULL DEFAULT 0 CHECK (end_of_history IN (0, 1)),
  CHECK ((merged_into IS NOT NULL) + (person_id IS NOT NULL) + (group_jid IS NOT NULL) = 1)
) STRICT;
CREATE INDEX chats_by_time ON chats (archived, at) WHERE listed = 1 AND pinned_at IS NULL;
CREATE INDEX chats_pinned ON chats (archived, pinned_at) WHERE listed = 1 AND pinned_at IS NOT NULL;
CREATE INDEX chats_unread ON chats (archived, at) WHERE listed = 1 AND (unread > 0 OR marked_unread = 1);
CREATE INDEX chats_merged ON chats (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX chats_by_owner ON chats (owner_id) WHERE owner_id IS NOT NULL;

-- `present` 0: was a member and is none now; kept so that an older word does not bring them back.
CREATE TABLE members (
  chat_id INTEGER NOT NULL REFERENCES chats (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  admin INTEGER NOT NULL CHECK (admin IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_person ON members (person_id);

-- The protobuf and thumbnail come last: a page of messages reads the front of a row only.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES chats (id),
  author_id INTEGER NOT NULL REFERENCES people (id),
  wire_id TEXT NOT NULL,
  from_me INTEGER NOT NULL CHECK (from_me IN (0, 1)),
  in_group INTEGER NOT NULL CHECK (in_group IN (0, 1)),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL
    CHECK (status IN ('received', 'pending', 'sent', 'delivered', 'read', 'played', 'failed', 'cancelled')),
  failure TEXT,
  -- Now; and as the wire told it (the phone's count of unread messages is about those it told nothing of).
  unread INTEGER NOT NULL CHECK (unread IN (0, 1)),
  told_unread INTEGER NOT NULL CHECK (told_unread IN (0, 1)),
  forwarded INTEGER NOT NULL CHECK (forwarded IN (0, 1)),
  starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
  starred_changed_at INTEGER NOT NULL DEFAULT -1,
  edited_at INTEGER,
  deleted_by TEXT CHECK (deleted_by IN ('author', 'admin', 'phone', 'me', 'timer')),
  deleted_at INTEGER,
  deleted_kept INTEGER CHECK (deleted_kept IN (0, 1)),
  expires_at INTEGER,
  quote_wire_id TEXT,
  quote_author_id INTEGER,
  quote_from_me INTEGER,
  quote_kind TEXT,
  quote_text TEXT,
  quote_of_status INTEGER,
  text TEXT,
  content TEXT NOT NULL,
  thumbnail BLOB,
  raw BLOB,
  UNIQUE (chat_id, wire_id, author_id)
) STRICT;
CREATE INDEX messages_by_time ON messages (chat_id, at);
CREATE INDEX messages_unread ON messages (chat_id, at) WHERE unread = 1;
CREATE INDEX messages_expiring ON messages (expires_at) WHERE expires_at IS NOT NULL;
-- For merging people: a direct chat's authors are found through the chat.
CREATE INDEX messages_by_group_author ON messages (author_id) WHERE in_group = 1;
CREATE INDEX messages_by_quote_author ON messages (quote_author_id) WHERE quote_author_id IS NOT NULL;

-- domain.md §4: not by any path.
CREATE TRIGGER notices_stay BEFORE DELETE ON messages WHEN OLD.kind = 'notice'
BEGIN
  SELECT RAISE (ABORT, 'a notice is never deleted');
END;

CREATE TABLE mentions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  token TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people (id),
  PRIMARY KEY (message_id, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_person ON mentions (person_id);

-- A null emoji: taken back; kept so that an older reaction does not come back.
CREATE TABLE reactions (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  emoji TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_by_person ON reactions (person_id);

CREATE TABLE receipts (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  delivered_at INTEGER,
  read_at INTEGER,
  played_at INTEGER,
  PRIMARY KEY (message_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_person ON receipts (person_id);

-- Changes whose message is not here (yet). `body` is canonical JSON. A `deleteForMe` stays for good.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL REFERENCES chats (id),
  wire_id TEXT NOT NULL,
  author_id INTEGER REFERENCES people (id),
  change TEXT NOT NULL,
  by_id INTEGER REFERENCES people (id),
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  raw BLOB
) STRICT;
CREATE UNIQUE INDEX changes_once
  ON changes (chat_id, wire_id, COALESCE(author_id, 0), change, COALESCE(by_id, 0), at, body);
CREATE INDEX changes_by_author ON changes (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX changes_by_person ON changes (by_id) WHERE by_id IS NOT NULL;

-- A row without content: seen, viewed or revoked before (or without) the post.
CREATE TABLE statuses (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL REFERENCES people (id),
  wire_id TEXT NOT NULL,
  from_me INTEGER NOT NULL CHECK (from_me IN (0, 1)),
  at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  seen_at INTEGER,
  revoked_at INTEGER,
  kind TEXT,
  text TEXT,
  content TEXT,
  background_argb INTEGER,
  font INTEGER,
  thumbnail BLOB,
  raw BLOB,
  UNIQUE (author_id, wire_id)
) STRICT;
CREATE INDEX statuses_expiring ON statuses (expires_at);
CREATE INDEX statuses_unseen ON statuses (expires_at, author_id)
  WHERE seen_at IS NULL AND revoked_at IS NULL AND content IS NOT NULL AND from_me = 0;
CREATE TABLE status_views (
  status_id INTEGER NOT NULL REFERENCES statuses (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (status_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_views_by_person ON status_views (person_id);

CREATE TABLE drafts (
  chat_id INTEGER PRIMARY KEY REFERENCES chats (id),
  text TEXT NOT NULL,
  reply_to INTEGER,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  chat_id INTEGER NOT NULL REFERENCES chats (id),
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  wire_id TEXT,
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_by_message ON outbox (message_id);
CREATE INDEX outbox_by_chat ON outbox (chat_id);

-- The key that seals the rows below, wrapped by the host's key store (or plain, when `protection` is filePermissions).
CREATE TABLE data_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  backend TEXT NOT NULL,
  protection TEXT NOT NULL CHECK (protection IN ('keychain', 'filePermissions')),
  wrapped BLOB NOT NULL,
  -- A known text sealed with the key: tells a wrong key from a damaged row.
  proof BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE signal_keys (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE credentials (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;

-- Stanza and plaintext go when a row has been projected for a while; the key stays, so that a redelivery is recognised.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stanza_key TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  projected_at INTEGER,
  stanza BLOB,
  plaintext BLOB
) STRICT;
CREATE INDEX journal_unprojected ON journal (id) WHERE projected_at IS NULL;
CREATE INDEX journal_full ON journal (projected_at) WHERE projected_at IS NOT NULL AND plaintext IS NOT NULL;

CREATE TABLE history_jobs (
  id INTEGER PRIMARY KEY,
  wire_id TEXT NOT NULL UNIQUE,
  sync_type INTEGER NOT NULL,
  chunk_order INTEGER NOT NULL,
  progress INTEGER,
  notification BLOB,
  slices_done INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER
) STRICT;
CREATE INDEX history_jobs_pending ON history_jobs (id) WHERE done_at IS NULL;

-- Rows of message_search are numbered by time: seconds * 2^31 + message id, so that hits come newest first without sorting.
-- `chat` holds one token, "c" and the chat's id. No content is kept; what is deleted is deleted from the index as well.
CREATE VIRTUAL TABLE message_search USING fts5 (
  text, chat, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
-- rowid: the person's. `digits`: the number and all its endings of three digits or more.
CREATE VIRTUAL TABLE people_search USING fts5 (
  names, digits, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
-- rowid: the chat's.
CREATE VIRTUAL TABLE group_search USING fts5 (
  subject, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
