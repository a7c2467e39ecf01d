import type { DomainEvent, GroupFacts, PersonRef } from '../events.ts'
import { child, children, isMe, type Me, meRef, msOf, pairEvents, personJid, personOf, textOf } from './address.ts'
import { type BinaryNode, type GroupMetadata, proto } from './library.ts'
import { eventsOf, nothingOf } from './messages.ts'

const Stub = proto.WebMessageInfo.StubType

/** What a group notification leads to. */
export interface GroupNews {
  events: DomainEvent[]
  /** The group's members should be fetched: this device does not know them. */
  refresh: boolean
}

const person = ({ attrs }: BinaryNode): PersonRef | null => personOf(attrs.jid, attrs.phone_number, attrs.lid)

const groupJid = (id: string): string => (id.includes('@') ? id : `${id}@g.us`)

/** Facts of a `<group>` node. */
export function groupFacts(node: BinaryNode): GroupFacts | null {
  const { id, subject, creation, creator, creator_pn: creatorPn } = node.attrs
  if (!id) return null
  const members = children(node, 'participant').flatMap(entry => {
    const who = person(entry)
    return who ? [{ person: who, admin: entry.attrs.type === 'admin' || entry.attrs.type === 'superadmin' }] : []
  })
  return {
    jid: groupJid(id),
    subject: subject ?? null,
    createdAt: msOf(creation),
    owner: personOf(creator, creatorPn),
    members,
    announce: child(node, 'announcement') !== undefined,
    description: textOf(child(child(node, 'description'), 'body')),
  }
}

/** Facts as the library reads them from a query. */
function metadataFacts(data: GroupMetadata): GroupFacts {
  return {
    jid: data.id,
    subject: data.subject ?? null,
    createdAt: data.creation ? data.creation * 1000 : null,
    owner: personOf(data.owner, data.ownerPn),
    members: data.participants.flatMap(entry => {
      const who = personOf(entry.id, entry.phoneNumber, entry.lid)
      return who ? [{ person: who, admin: entry.admin !== null && entry.admin !== undefined }] : []
    }),
    announce: data.announce ?? null,
    description: data.desc ?? null,
  }
}

/** Facts as events: with them come the members' pairs. */
export function groupEvents(group: GroupFacts, at: number): DomainEvent[] {
  return [...pairEvents(...(group.members ?? []).map(member => member.person)), { type: 'group', group, at }]
}

/**
 * What the library read from a query, as events. The subject carries the server's time of its last change: by this
 * machine's clock it would win over changes that the server tells of later.
 */
export function metadataEvents(data: GroupMetadata, at: number): DomainEvent[] {
  const facts = metadataFacts(data)
  if (!data.subjectTime) return groupEvents(facts, at)
  return [
    ...groupEvents({ ...facts, subject: null }, at),
    { type: 'group', group: partial(facts.jid, { subject: facts.subject }), at: data.subjectTime * 1000 },
  ]
}

const partial = (jid: string, facts: Partial<GroupFacts>): GroupFacts => ({
  jid,
  subject: null,
  createdAt: null,
  owner: null,
  members: null,
  announce: null,
  description: null,
  ...facts,
})

/** A line in the conversation that tells the change. */
interface Line {
  stub: number
  parameters: string[]
}

const MEMBER_CHANGES: Record<string, { change: 'add' | 'remove' | 'promote' | 'demote'; stub: number }> = {
  add: { change: 'add', stub: Stub.GROUP_PARTICIPANT_ADD },
  remove: { change: 'remove', stub: Stub.GROUP_PARTICIPANT_REMOVE },
  leave: { change: 'remove', stub: Stub.GROUP_PARTICIPANT_LEAVE },
  promote: { change: 'promote', stub: Stub.GROUP_PARTICIPANT_PROMOTE },
  demote: { change: 'demote', stub: Stub.GROUP_PARTICIPANT_DEMOTE },
}

/** Events of a `<notification type="w:gp2">`: what changed, and the line that says so. */
export function groupNotification(node: BinaryNode, me: Me, now: number): GroupNews {
  const jid = node.attrs.from ?? ''
  const at = msOf(node.attrs.t) ?? now
  const actor = personOf(node.attrs.participant, node.attrs.participant_pn, node.attrs.participant_lid)
  const events = pairEvents(actor)
  let refresh = false
  const chat = { kind: 'group' as const, jid }
  const nodes = Array.isArray(node.content) ? node.content : []
  for (const [position, entry] of nodes.entries()) {
    let line: Line | null = null
    const members = MEMBER_CHANGES[entry.tag]
    if (members) {
      const people = children(entry, 'participant').flatMap(each => person(each) ?? [])
      const self = people.some(each => isMe(each, me))
      const left =
        members.change === 'remove' &&
        actor !== null &&
        people.length === 1 &&
        people.some(each => (each.lid !== null && each.lid === actor.lid) || (each.pn !== null && each.pn === actor.pn))
      events.push(...pairEvents(...people))
      events.push({ type: 'groupMembers', jid, members: people, change: members.change, at })
      if (self && (members.change === 'add' || members.change === 'remove')) {
        const member = members.change === 'add'
        events.push({ type: 'chatState', origin: 'live', at, state: { ...nothingOf(chat), member } })
        refresh ||= member
      }
      const invited = members.change === 'add' && entry.attrs.reason === 'invite'
      const stub = left ? Stub.GROUP_PARTICIPANT_LEAVE : invited ? Stub.GROUP_PARTICIPANT_INVITE : members.stub
      line = { stub, parameters: people.map(each => each.lid ?? each.pn ?? '') }
    } else if (entry.tag === 'create') {
      const group = child(entry, 'group')
      const facts = group ? groupFacts(group) : null
      if (facts) events.push(...groupEvents(facts, at))
      refresh ||= facts === null
      events.push({ type: 'chatState', origin: 'live', at, state: { ...nothingOf(chat), member: true } })
      line = { stub: Stub.GROUP_CREATE, parameters: [facts?.subject ?? ''] }
    } else {
      const told = settingChange(entry, jid)
      if (told?.facts) events.push({ type: 'group', group: told.facts, at })
      if (told?.disappearing !== undefined) {
        const state = { ...nothingOf(chat), disappearingSeconds: told.disappearing }
        events.push({ type: 'chatState', origin: 'live', at, state })
      }
      line = told?.line ?? null
    }
    if (line) events.push(...lineEvents(line, { node, position, at, actor, me }))
  }
  return { events, refresh }
}

/** A `<notification type="picture">` of a group: its icon was changed or taken away. */
export function iconNotification(node: BinaryNode, me: Me, now: number): DomainEvent[] {
  const entry = child(node, 'set') ?? child(node, 'delete')
  if (!entry) return []
  const actor = personOf(entry.attrs.author, node.attrs.participant)
  const at = msOf(node.attrs.t) ?? now
  return lineEvents({ stub: Stub.GROUP_CHANGE_ICON, parameters: [] }, { node, position: 0, at, actor, me })
}

function settingChange(
  entry: BinaryNode,
  jid: string,
): { line: Line | null; facts?: GroupFacts; disappearing?: number } | null {
  switch (entry.tag) {
    case 'subject': {
      const subject = entry.attrs.subject ?? ''
      return { line: { stub: Stub.GROUP_CHANGE_SUBJECT, parameters: [subject] }, facts: partial(jid, { subject }) }
    }
    case 'description': {
      const description = textOf(child(entry, 'body')) ?? ''
      return {
        line: { stub: Stub.GROUP_CHANGE_DESCRIPTION, parameters: [description] },
        facts: partial(jid, { description }),
      }
    }
    case 'announcement':
    case 'not_announcement': {
      const announce = entry.tag === 'announcement'
      return {
        line: { stub: Stub.GROUP_CHANGE_ANNOUNCE, parameters: [announce ? 'on' : 'off'] },
        facts: partial(jid, { announce }),
      }
    }
    case 'locked':
    case 'unlocked':
      return { line: { stub: Stub.GROUP_CHANGE_RESTRICT, parameters: [entry.tag === 'locked' ? 'on' : 'off'] } }
    case 'invite':
      return { line: { stub: Stub.GROUP_CHANGE_INVITE_LINK, parameters: [] } }
    case 'ephemeral':
    case 'not_ephemeral': {
      const seconds = entry.tag === 'ephemeral' ? Number(entry.attrs.expiration ?? 0) || 0 : 0
      return { line: { stub: Stub.CHANGE_EPHEMERAL_SETTING, parameters: [String(seconds)] }, disappearing: seconds }
    }
    case 'delete':
      return { line: { stub: Stub.GROUP_DELETE, parameters: [] } }
    default:
      return null
  }
}

function lineEvents(
  line: Line,
  about: { node: BinaryNode; position: number; at: number; actor: PersonRef | null; me: Me },
): DomainEvent[] {
  const { node, position, at, actor, me } = about
  const fromMe = actor !== null && isMe(actor, me)
  const jid = node.attrs.from ?? ''
  const id = position === 0 ? (node.attrs.id ?? '') : `${node.attrs.id}-${position}`
  const info = proto.WebMessageInfo.create({
    key: { remoteJid: jid, fromMe, id, participant: personJid(node.attrs.participant) },
    participant: personJid(node.attrs.participant),
    messageTimestamp: Math.floor(at / 1000),
    messageStubType: line.stub,
    messageStubParameters: line.parameters,
  })
  const origin = node.attrs.offline === undefined ? 'live' : 'offline'
  const frame = { chat: { kind: 'group' as const, jid }, author: actor ?? meRef(me), fromMe, origin, me } as const
  return eventsOf(info, null, frame).events
}
