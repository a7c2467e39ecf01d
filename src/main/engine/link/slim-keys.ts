/**
 * Signal records as small as they may be. libsignal keeps the chain of every turn two people ever took, and the group cipher
 * every key it passed over, on the sender's side too, where nobody will ask for them. Each message reads and writes the whole
 * record: after some thousand messages most of the time went into that.
 */

/**
 * Used-up chains of the other side that stay in a session, as in Signal's own library (MAX_RECEIVER_CHAINS): a message of
 * one of them that comes again is recognised by its counter.
 */
const KEPT_CHAINS = 5
/** Chain.chainType of libsignal: the other side's chain. */
const RECEIVING = 2

type Fields = Record<string, unknown>

/** A session record as libsignal serialises it, without the chains that can decrypt nothing any more. */
export function slimSession(record: unknown): unknown {
  if (!isFields(record) || !isFields(record._sessions)) return record
  return { ...record, _sessions: mapped(record._sessions, withoutSpentChains) }
}

function withoutSpentChains(session: unknown): unknown {
  if (!isFields(session) || !isFields(session._chains)) return session
  const current = isFields(session.currentRatchet) ? session.currentRatchet.lastRemoteEphemeralKey : null
  const spent = Object.entries(session._chains).filter(([key, chain]) => key !== current && isSpent(chain))
  // In the order they were begun: the first are the oldest.
  const dropped = new Set(spent.slice(0, -KEPT_CHAINS).map(([key]) => key))
  if (dropped.size === 0) return session
  return {
    ...session,
    _chains: Object.fromEntries(Object.entries(session._chains).filter(([key]) => !dropped.has(key))),
  }
}

/** A chain of the other side whose next key is gone and that holds none of a message to come. */
function isSpent(chain: unknown): boolean {
  if (!isFields(chain) || chain.chainType !== RECEIVING) return false
  const next = isFields(chain.chainKey) ? chain.chainKey.key : null
  return (
    (next === undefined || next === null) && isFields(chain.messageKeys) && Object.keys(chain.messageKeys).length === 0
  )
}

/** Of one's own sender key the signing key's private half is there. */
const OWN = /"private":\{(?:"type":"Buffer","data":(?:\[\d|"[^"])|"0":)/

/**
 * A sender key as the library writes it (a record in JSON): one's own without keys of messages passed over, which only
 * those who read would need.
 */
export function slimSenderKey(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (!OWN.test(text)) return bytes
  const states: unknown = JSON.parse(text)
  if (!Array.isArray(states)) return bytes
  const slim = states.map(state => (isFields(state) && isOwn(state) ? { ...state, senderMessageKeys: [] } : state))
  return Buffer.from(JSON.stringify(slim))
}

function isOwn(state: Fields): boolean {
  const signing = state.senderSigningKey
  return isFields(signing) && OWN.test(JSON.stringify({ private: signing.private }))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapped(fields: Fields, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]))
}
