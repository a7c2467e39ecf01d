import type { BinaryNode } from 'baileys'
import type { Addressing, Group, GroupOptions, Person } from './api.ts'
import { Contact } from './contact.ts'
import type { Core } from './core.ts'
import { type Attrs, child, children, refusal, result, stanza, text } from './stanza.ts'

/** Somebody in a group: a contact or (null) the user. */
type Member = Contact | null

/** A simulated group: who is in it, what it is called, and the notifications about changes. */
export class ChatGroup implements Group {
  readonly jid: string
  readonly addressing: Addressing
  subject: string
  description: string | null
  readonly createdAt: Date
  readonly #core: Core
  readonly #members = new Set<Member>()
  readonly #admins = new Set<Member>()
  #subjectBy: Member
  #subjectAt: Date
  #announcement = false
  #ephemeral = 0
  #descriptionId: string

  constructor(core: Core, options: GroupOptions) {
    this.#core = core
    this.jid = `${(options.id ?? `1203630${core.random.digits(11)}`).replace('@g.us', '')}@g.us`
    this.addressing = options.addressing ?? 'lid'
    this.subject = options.subject
    this.description = options.description ?? null
    this.createdAt = options.createdAt ?? new Date()
    for (const member of options.members) this.#members.add(asContact(member))
    for (const admin of options.admins ?? options.members.slice(0, 1)) this.#admins.add(asContact(admin))
    if (options.includeMe !== false) this.#members.add(null)
    this.#subjectBy = options.members[0] ? asContact(options.members[0]) : null
    this.#subjectAt = this.createdAt
    this.#descriptionId = core.newId()
  }

  get members(): Contact[] {
    return [...this.#members].filter(member => member !== null)
  }

  get includesMe(): boolean {
    return this.#members.has(null)
  }

  isAdmin(person: Person): boolean {
    return this.#admins.has(asContact(person))
  }

  memberJid(member: Member): string {
    if (member) return member.jid(this.addressing)
    return this.addressing === 'lid' ? this.#core.me.lid : this.#core.me.pn
  }

  #alternative(member: Member): Attrs {
    const pn = member ? member.pn : this.#core.me.pn
    const lid = member ? member.lid : this.#core.me.lid
    return this.addressing === 'lid' ? { phone_number: pn } : { lid }
  }

  /** `<group>` as in the answer to a query. */
  node(): BinaryNode {
    const creator = this.#subjectBy
    return stanza(
      'group',
      {
        id: this.jid.replace('@g.us', ''),
        subject: this.subject,
        s_t: Math.floor(this.#subjectAt.getTime() / 1000),
        s_o: this.memberJid(this.#subjectBy),
        creation: Math.floor(this.createdAt.getTime() / 1000),
        creator: this.memberJid(creator),
        addressing_mode: this.addressing,
        size: this.#members.size,
      },
      [
        ...(this.description === null
          ? []
          : [
              stanza(
                'description',
                { id: this.#descriptionId, participant: this.memberJid(creator), t: Math.floor(Date.now() / 1000) },
                [stanza('body', {}, Buffer.from(this.description))],
              ),
            ]),
        ...(this.#announcement ? [stanza('announcement')] : []),
        ...(this.#ephemeral > 0 ? [stanza('ephemeral', { expiration: this.#ephemeral })] : []),
        ...[...this.#members].map(member => this.#participant(member)),
      ],
    )
  }

  #participant(member: Member): BinaryNode {
    return stanza('participant', {
      jid: this.memberJid(member),
      ...this.#alternative(member),
      type: this.#admins.has(member) ? 'admin' : null,
    })
  }

  #notify(by: Member, change: BinaryNode): void {
    if (!this.includesMe && change.tag !== 'remove') return
    this.#core.deliver(
      stanza(
        'notification',
        {
          from: this.jid,
          type: 'w:gp2',
          id: this.#core.newId(),
          participant: this.memberJid(by),
          ...(this.addressing === 'lid'
            ? { participant_pn: by ? by.pn : this.#core.me.pn, addressing_mode: 'lid' }
            : { participant_lid: by ? by.lid : this.#core.me.lid }),
          notify: by ? by.pushName : this.#core.me.pushName,
          t: Math.floor(Date.now() / 1000),
        },
        [change],
      ),
    )
  }

  setSubject(subject: string, by: Person | null): void {
    this.subject = subject
    this.#subjectBy = asMember(by)
    this.#subjectAt = new Date()
    const at = Math.floor(this.#subjectAt.getTime() / 1000)
    this.#notify(asMember(by), stanza('subject', { subject, s_o: this.memberJid(asMember(by)), s_t: at }))
  }

  setDescription(description: string, by: Person | null): void {
    this.description = description
    this.#descriptionId = this.#core.newId()
    const body = stanza('body', {}, Buffer.from(description))
    this.#notify(asMember(by), stanza('description', { id: this.#descriptionId }, [body]))
  }

  add(people: Person[], by: Person | null): void {
    this.#change('add', people.map(asContact), asMember(by))
  }

  remove(people: Person[], by: Person | null): void {
    this.#change('remove', people.map(asContact), asMember(by))
  }

  leave(person: Person): void {
    this.#change('remove', [asContact(person)], asContact(person))
  }

  promote(people: Person[], by: Person | null): void {
    this.#change('promote', people.map(asContact), asMember(by))
  }

  demote(people: Person[], by: Person | null): void {
    this.#change('demote', people.map(asContact), asMember(by))
  }

  removeMe(by: Person): void {
    this.#change('remove', [null], asContact(by))
  }

  addMe(by: Person): void {
    this.#change('add', [null], asContact(by))
  }

  #change(action: 'add' | 'remove' | 'promote' | 'demote', members: Member[], by: Member): void {
    const nodes = members.map(member => this.#participant(member))
    for (const member of members) {
      if (action === 'add') this.#members.add(member)
      if (action === 'remove') {
        this.#members.delete(member)
        this.#admins.delete(member)
      }
      if (action === 'promote') this.#admins.add(member)
      if (action === 'demote') this.#admins.delete(member)
    }
    this.#notify(by, stanza(action, {}, nodes))
  }

  setAnnouncement(on: boolean, by: Person | null): void {
    this.#announcement = on
    this.#notify(asMember(by), stanza(on ? 'announcement' : 'not_announcement'))
  }

  setEphemeral(seconds: number, by: Person | null): void {
    this.#ephemeral = seconds
    this.#notify(asMember(by), seconds > 0 ? stanza('ephemeral', { expiration: seconds }) : stanza('not_ephemeral'))
  }

  /** A change the client asked for. Null when the request is unknown. */
  apply(query: BinaryNode, request: BinaryNode): BinaryNode | null {
    const people = (): Member[] =>
      children(request, 'participant').map(p => {
        const jid = p.attrs.jid ?? ''
        return this.#core.isMe(jid) ? null : this.#core.contact(jid)
      })
    switch (request.tag) {
      case 'subject':
        this.setSubject(text(request), null)
        return result(query)
      case 'description':
        this.setDescription(text(child(request, 'body')), null)
        return result(query)
      case 'announcement':
      case 'not_announcement':
        this.setAnnouncement(request.tag === 'announcement', null)
        return result(query)
      case 'ephemeral':
      case 'not_ephemeral':
        this.setEphemeral(Number(request.attrs.expiration ?? 0), null)
        return result(query)
      case 'add':
      case 'remove':
      case 'promote':
      case 'demote':
        this.#change(request.tag, people(), null)
        return result(query, [stanza(request.tag, {}, children(request, 'participant'))])
      default:
        return null
    }
  }

  leaveMe(): void {
    this.#change('remove', [null], null)
  }
}

function asContact(person: Person): Contact {
  if (person instanceof Contact) return person
  throw new Error('not a person of this phone')
}

function asMember(person: Person | null): Member {
  return person === null ? null : asContact(person)
}

/** Queries of namespace `w:g2`. Null when unknown. */
export function answerGroupQuery(core: Core, query: BinaryNode): BinaryNode | null {
  const [request] = children(query)
  if (!request) return null
  if (request.tag === 'participating') {
    const groups = core.groupList.filter(group => group.includesMe)
    return result(query, [
      stanza(
        'groups',
        {},
        groups.map(group => group.node()),
      ),
    ])
  }
  if (request.tag === 'create') {
    const members = children(request, 'participant').map(p => core.contact(p.attrs.jid ?? ''))
    const group = new ChatGroup(core, { subject: request.attrs.subject ?? '', members, admins: [] })
    core.groups.set(group.jid, group)
    return result(query, [group.node()])
  }
  if (request.tag === 'leave') {
    for (const { attrs } of children(request, 'group')) core.groups.get(attrs.id ?? '')?.leaveMe()
    return result(query, [stanza('leave', {}, children(request, 'group'))])
  }
  const group = core.groups.get(query.attrs.to ?? '')
  if (!group) return refusal(query, 404, 'item-not-found')
  if (!group.includesMe) return refusal(query, 403, 'forbidden')
  if (query.attrs.type === 'get') return request.tag === 'query' ? result(query, [group.node()]) : null
  return group.apply(query, request)
}
