import type { BinaryNode } from 'baileys'
import { verifiedName } from './business.ts'
import type { Contact } from './contact.ts'
import type { Core } from './core.ts'
import { isLid } from './jids.ts'
import { child, children, result, stanza, text } from './stanza.ts'

/** Protocols this server answers; others are reported as unknown. */
const KNOWN = new Set([
  'devices',
  'lid',
  'contact',
  'status',
  'business',
  'disappearing_mode',
  'username',
  'picture',
  'sidelist',
])

function deviceList(ids: { id: number; keyIndex: number }[]): BinaryNode {
  const t = Math.floor(Date.now() / 1000)
  return stanza('devices', {}, [
    stanza('device-list', { hash: '2:0', ts: t }, [
      stanza('device', { id: 0 }),
      ...ids.map(({ id, keyIndex }) => stanza('device', { id, 'key-index': keyIndex })),
    ]),
  ])
}

/** What one protocol says of the user or a contact; null when it says nothing. */
function protocolNode(core: Core, name: string, jid: string, contact: Contact | null): BinaryNode | null {
  const me = core.isMe(jid)
  switch (name) {
    case 'devices':
      if (me) return deviceList([...core.companions.values()])
      return contact ? deviceList([]) : null
    case 'lid': {
      const lid = me ? core.me.lid : (contact?.lid ?? null)
      return lid !== null && !isLid(jid) ? stanza('lid', { val: lid }) : null
    }
    case 'status':
      return stanza('status', { t: Math.floor(Date.now() / 1000) }, Buffer.from(contact?.about ?? ''))
    case 'business':
      return contact?.business ? stanza('business', {}, [verifiedName(contact.business)]) : null
    case 'disappearing_mode':
      return stanza('disappearing_mode', { duration: 0, t: 0 })
    default:
      return null
  }
}

function answerUser(core: Core, user: BinaryNode, protocols: string[]): BinaryNode {
  const phone = text(child(user, 'contact'))
  if (phone.startsWith('+')) {
    const jid = `${phone.slice(1)}@s.whatsapp.net`
    const known = core.isMe(jid) || core.findContact(jid) !== null
    const others = known ? protocols.filter(p => p !== 'contact') : []
    return stanza('user', { jid }, [
      stanza('contact', { type: known ? 'in' : 'out' }, Buffer.from(phone)),
      ...others.map(p => protocolNode(core, p, jid, core.findContact(jid))).filter(n => n !== null),
    ])
  }
  const jid = user.attrs.jid ?? ''
  const contact = core.findContact(jid)
  const nodes = protocols.map(p =>
    p === 'contact'
      ? stanza('contact', { type: contact || core.isMe(jid) ? 'in' : 'out' })
      : protocolNode(core, p, jid, contact),
  )
  return stanza(
    'user',
    { jid },
    nodes.filter(n => n !== null),
  )
}

/** Queries of namespace `usync`. Null when it asks for a protocol this server does not know. */
export function answerUsync(core: Core, query: BinaryNode): BinaryNode | null {
  const usync = child(query, 'usync')
  if (!usync) return null
  const protocols = children(child(usync, 'query')).map(p => p.tag)
  if (protocols.some(p => !KNOWN.has(p))) return null
  const users = children(child(usync, 'list'), 'user').map(user => answerUser(core, user, protocols))
  const { sid, index, last, mode, context } = usync.attrs
  return result(query, [
    stanza('usync', { sid, index, last, mode, context }, [
      stanza(
        'result',
        {},
        protocols.map(p => stanza(p)),
      ),
      stanza('list', {}, users),
      stanza('side_list'),
    ]),
  ])
}
