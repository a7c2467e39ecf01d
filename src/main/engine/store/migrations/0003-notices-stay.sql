-- domain.md §4: nothing takes a notice away or changes what it says; §3: what was attested is kept. A row that turns out to
-- be the same as another (two people, or two chats, were one) goes into that one, and that is the only way for it to go.
-- Every statement is thought of, REPLACE included, which fires no DELETE trigger.

-- When the same words were said that day: ms after its midnight, ascending, the earliest 64 (JSON). Other words of that day may
-- lie between two of them. Empty in rows from before: then only the first and the last time are known.
ALTER TABLE attestations ADD COLUMN times TEXT NOT NULL DEFAULT '[]';

UPDATE messages SET expires_at = NULL WHERE expires_at IS NOT NULL AND kind = 'notice';

DROP TRIGGER notices_stay;
CREATE TRIGGER notices_stay BEFORE DELETE ON messages WHEN OLD.kind = 'notice' AND NOT EXISTS (
  SELECT 1 FROM messages kept WHERE kept.kind = 'notice' AND kept.id <> OLD.id AND kept.wire_id = OLD.wire_id
    AND kept.chat_id = (SELECT COALESCE(merged_into, id) FROM chats WHERE id = OLD.chat_id)
    AND kept.author_id = (SELECT COALESCE(merged_into, id) FROM people WHERE id = OLD.author_id)
)
BEGIN
  SELECT RAISE (ABORT, 'a notice is never deleted');
END;

-- Told again it is not written again; no error, since history repeats itself.
CREATE TRIGGER notices_are_not_replaced BEFORE INSERT ON messages WHEN EXISTS (
  SELECT 1 FROM messages WHERE kind = 'notice'
    AND chat_id = NEW.chat_id AND wire_id = NEW.wire_id AND author_id = NEW.author_id
) OR EXISTS (SELECT 1 FROM messages WHERE id = NEW.id AND kind = 'notice')
BEGIN
  SELECT RAISE (IGNORE);
END;

-- Under whatever name the number is set (rowid, oid).
CREATE TRIGGER messages_keep_their_number BEFORE UPDATE ON messages WHEN NEW.id <> OLD.id
BEGIN
  SELECT RAISE (ABORT, 'a message keeps its number');
END;

CREATE TRIGGER notices_are_not_overwritten BEFORE UPDATE OF chat_id, wire_id, author_id ON messages WHEN EXISTS (
  SELECT 1 FROM messages kept WHERE kept.kind = 'notice' AND kept.id <> OLD.id
    AND kept.chat_id = NEW.chat_id AND kept.wire_id = NEW.wire_id AND kept.author_id = NEW.author_id
)
BEGIN
  SELECT RAISE (ABORT, 'a notice is never overwritten');
END;

CREATE TRIGGER notices_say_the_same BEFORE UPDATE OF
  wire_id, from_me, in_group, at, kind, edited_at, deleted_by, deleted_at, deleted_kept, expires_at, text, content,
  thumbnail, raw, quote_wire_id, quote_text
ON messages WHEN OLD.kind = 'notice' AND (
  NEW.kind <> 'notice' OR NEW.content <> OLD.content OR NEW.text IS NOT OLD.text OR NEW.at <> OLD.at
  OR NEW.wire_id <> OLD.wire_id OR NEW.from_me <> OLD.from_me OR NEW.in_group <> OLD.in_group
  OR NEW.edited_at IS NOT OLD.edited_at OR NEW.deleted_by IS NOT OLD.deleted_by OR NEW.deleted_at IS NOT OLD.deleted_at
  OR NEW.deleted_kept IS NOT OLD.deleted_kept
  OR NEW.expires_at IS NOT NULL
  OR NEW.thumbnail IS NOT OLD.thumbnail OR NEW.quote_wire_id IS NOT OLD.quote_wire_id OR NEW.quote_text IS NOT OLD.quote_text
  -- One that was told without its bytes may get them.
  OR OLD.raw IS NOT NULL AND NEW.raw IS NOT OLD.raw
)
BEGIN
  SELECT RAISE (ABORT, 'a notice is never changed');
END;

CREATE TRIGGER notices_keep_their_place BEFORE UPDATE OF chat_id, author_id ON messages WHEN OLD.kind = 'notice' AND (
  NEW.chat_id NOT IN (OLD.chat_id, (SELECT COALESCE(merged_into, id) FROM chats WHERE id = OLD.chat_id))
  OR NEW.author_id NOT IN (OLD.author_id, (SELECT COALESCE(merged_into, id) FROM people WHERE id = OLD.author_id))
)
BEGIN
  SELECT RAISE (ABORT, 'a notice stays in its chat');
END;

-- Where foreign keys are not watched.
CREATE TRIGGER chats_with_notices_stay BEFORE DELETE ON chats WHEN EXISTS (
  SELECT 1 FROM messages WHERE chat_id = OLD.id AND kind = 'notice'
)
-- What follows from attestations stands in the chat with whom they are about.
OR EXISTS (SELECT 1 FROM attestations WHERE person_id = OLD.person_id)
BEGIN
  SELECT RAISE (ABORT, 'a notice is never deleted');
END;

CREATE TRIGGER attestations_stay BEFORE DELETE ON attestations WHEN NOT EXISTS (
  SELECT 1 FROM people gone JOIN attestations kept ON kept.person_id = gone.merged_into
  WHERE gone.id = OLD.person_id AND kept.day = OLD.day AND kept.facts = OLD.facts
    AND kept.first_at <= OLD.first_at AND kept.last_at >= OLD.last_at
    AND NOT EXISTS (
      SELECT 1 FROM json_each(OLD.times) o WHERE o.value NOT IN (SELECT n.value FROM json_each(kept.times) n)
        AND (json_array_length(kept.times) < 64 OR o.value < (SELECT MAX(n.value) FROM json_each(kept.times) n))
    )
)
BEGIN
  SELECT RAISE (ABORT, 'what was attested is kept');
END;

CREATE TRIGGER attestations_are_not_replaced BEFORE INSERT ON attestations WHEN EXISTS (
  SELECT 1 FROM attestations WHERE person_id = NEW.person_id AND day = NEW.day AND facts = NEW.facts
) OR EXISTS (SELECT 1 FROM attestations WHERE id = NEW.id)
BEGIN
  SELECT RAISE (ABORT, 'what was attested is kept');
END;

CREATE TRIGGER attestations_say_the_same BEFORE UPDATE ON attestations WHEN
  NEW.id <> OLD.id OR NEW.day <> OLD.day OR NEW.facts <> OLD.facts
  OR NEW.first_at > OLD.first_at OR NEW.last_at < OLD.last_at
  -- Those that are cut off for earlier ones (64 are kept) are the latest.
  OR EXISTS (
    SELECT 1 FROM json_each(OLD.times) o WHERE o.value NOT IN (SELECT n.value FROM json_each(NEW.times) n)
      AND (json_array_length(NEW.times) < 64 OR o.value < (SELECT MAX(n.value) FROM json_each(NEW.times) n))
  )
  OR NEW.person_id NOT IN (OLD.person_id, (SELECT COALESCE(merged_into, id) FROM people WHERE id = OLD.person_id))
  OR EXISTS (
    SELECT 1 FROM attestations WHERE id <> OLD.id
      AND person_id = NEW.person_id AND day = NEW.day AND facts = NEW.facts
  )
BEGIN
  SELECT RAISE (ABORT, 'what was attested is kept');
END;

CREATE TRIGGER attested_people_stay BEFORE DELETE ON people WHEN EXISTS (
  SELECT 1 FROM attestations WHERE person_id = OLD.id
)
BEGIN
  SELECT RAISE (ABORT, 'what was attested is kept');
END;
