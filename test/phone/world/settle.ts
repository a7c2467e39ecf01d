import type { Group, Person, Phone } from '../api.ts'
import { sampleFiles } from './files.ts'
import type { Inhabitant } from './population.ts'
import type { ChunkOptions, World } from './world.ts'

/** The world's people and groups as the phone knows them. */
export interface Residents {
  /** By the world's key. @throws when nobody is called that. */
  person(key: string): Person
  group(key: string): Group
}

/**
 * Moves a world into a phone that nobody has linked to yet: people, groups, address book, pinned, muted and archived
 * chats, the history that a newly linked device gets, and the files that its messages lead to.
 */
export function settle(phone: Phone, world: World, options: ChunkOptions = {}): Residents {
  const persons = new Map<string, Person>()
  const groups = new Map<string, Group>()
  for (const inhabitant of world.inhabitants) {
    const { pn, lid, pushName, business, about } = inhabitant
    persons.set(inhabitant.key, phone.addPerson({ pn, lid, pushName, business, about }))
  }
  saveContacts(phone, world.inhabitants)
  for (const file of sampleFiles()) phone.media.keep(file)
  const resident = (key: string): Person => found(persons, key)
  for (const { key, group, traits, from } of world.chats) {
    if (!group) continue
    const added = phone.addGroup({
      id: group.jid,
      subject: group.subject,
      members: group.members.map(member => resident(member.key)),
      admins: group.admins.map(member => resident(member.key)),
      addressing: group.addressing,
      createdAt: new Date(from * 1000),
      includeMe: traits.left !== true,
      ...(group.description === null ? {} : { description: group.description }),
    })
    if (traits.announce) added.setAnnouncement(true, null)
    groups.set(key, added)
  }
  setChatStates(phone, world, persons, groups)
  phone.setHistory({ chunks: [...world.chunks(options)] })
  phone.onOlderMessages(request => world.older(request))
  return { person: resident, group: key => found(groups, key) }
}

/** The whole address book in one patch. */
function saveContacts(phone: Phone, inhabitants: readonly Inhabitant[]): void {
  const saved = inhabitants.flatMap(({ pn, lid, savedName }) => {
    const jid = pn ?? lid
    if (savedName === null || jid === null) return []
    const firstName = savedName.split(' ')[0] ?? savedName
    const contactAction = { fullName: savedName, firstName, lidJid: lid, saveOnPrimaryAddressbook: true }
    return [{ index: ['contact', jid], value: { contactAction } }]
  })
  if (saved.length > 0) phone.appState.setMany('critical_unblock_low', saved)
}

function setChatStates(
  phone: Phone,
  world: World,
  persons: ReadonlyMap<string, Person>,
  groups: ReadonlyMap<string, Group>,
): void {
  for (const chat of world.chats) {
    const { traits } = chat
    const where = persons.get(chat.key) ?? groups.get(chat.key) ?? chat.jid
    if (traits.pinned !== undefined) phone.appState.pin(where, true)
    if (traits.archived) phone.appState.archive(where, true)
    if (traits.muted) {
      phone.appState.mute(where, traits.muted === 'forever' ? -1 : (world.era.now + 7 * 86_400) * 1000)
    }
    if (traits.markedUnread) phone.appState.markRead(where, false)
  }
}

function found<T>(all: ReadonlyMap<string, T>, key: string): T {
  const one = all.get(key)
  if (one === undefined) throw new Error(`nobody is called ${key}`)
  return one
}
