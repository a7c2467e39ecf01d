/**
 * Hostile senders and truly attested ones, mixed, through the real pipeline: the simulated phone encrypts and sends over the
 * wire, the real engine in its thread takes it into a real database, and the contract tells what the screen would show.
 */
import type { Chat, Page } from '../../src/shared/model.ts'
import type { Person, Phone } from '../phone/api.ts'
import { startPhone } from '../phone/phone.ts'
import { stanza } from '../phone/stanza.ts'
import { attested, live } from './attacks.ts'
import { type Attested, type Cast, type Hostile, makeCast, type Saved } from './cast.ts'
import { TrustDesk } from './desk.ts'
import { historyOf } from './history.ts'
import { look, type Seen } from './look.ts'
import { Chance } from './names.ts'
import type { Sender } from './senders.ts'

export interface TrustOptions {
  /** How many are hostile. */
  hostile: number
  seed: number
  dataDir: string
  progress: (line: string) => void
}

export interface TrustReport extends Seen {
  attested: number
  saved: number
  live: number
  history: number
  inGroups: number
  seconds: { all: number; history: number; live: number; looking: number }
  /** Most memory of this process, the phone and the engine's thread together, in MB. */
  memory: number
}

/** Stanzas that may wait for the engine before the phone sends more. */
const MOST_WAITING = 300
/** Senders that write at once. */
const AT_ONCE = 40
const GROUP_SIZE = 40
const PATIENCE_MS = 600_000

export async function trust(options: TrustOptions): Promise<TrustReport> {
  const { progress } = options
  const begin = performance.now()
  const took = (from: number): number => Math.round((performance.now() - from) / 100) / 10
  const cast = makeCast(options.hostile, options.seed)
  const phone = await startPhone({ seed: options.seed, me: { pn: '447700900100', lid: '90010100', pushName: 'Robin' } })
  const desk = new TrustDesk(phone, options.dataDir)
  try {
    const people = settle(phone, cast)
    const chunks = historyOf(cast)
    phone.setHistory({ chunks })
    const beforeHistory = performance.now()
    await desk.link(phone)
    await phone.settled(PATIENCE_MS)
    const known = cast.attested.filter(({ by }) => by === 'history and look-up').length
    await verified(desk, known)
    const history = took(beforeHistory)
    progress(`history: ${chunks.length} chunks in ${history} s`)

    const beforeLive = performance.now()
    await writeAll({ phone, desk }, cast, people, options)
    await Promise.race([phone.settled(PATIENCE_MS), desk.failed])
    progress(`live: written and acknowledged after ${took(beforeLive)} s`)
    await verified(desk, cast.attested.length)
    const liveSeconds = took(beforeLive)
    progress(`live: ${liveSeconds} s`)

    const beforeLooking = performance.now()
    const seen = await look(desk, cast)
    for (const error of new Set(desk.errors)) seen.wrong.push(`log: ${error}`)
    const way = (wanted: Hostile['way']): number => cast.hostile.filter(one => one.way === wanted).length
    return {
      ...seen,
      attested: cast.attested.length,
      saved: cast.saved.length,
      live: way('live'),
      history: way('history'),
      inGroups: way('group'),
      seconds: { all: took(begin), history, live: liveSeconds, looking: took(beforeLooking) },
      memory: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await desk.close()
    await phone.stop()
  }
}

/** Everybody as the phone and the server know them. */
function settle(phone: Phone, cast: Cast): Map<Sender, Person> {
  const people = new Map<Sender, Person>()
  for (const one of cast.attested) {
    people.set(
      one,
      phone.addPerson({
        ...one,
        ...identity(phone),
        pushName: 'whatever',
        business: { name: one.name, level: 'high' },
      }),
    )
  }
  for (const one of cast.saved)
    people.set(one, phone.addPerson({ ...one, ...identity(phone), pushName: one.name, savedName: one.name }))
  return people
}

/** Until so many businesses have their badge. */
async function verified(desk: TrustDesk, count: number): Promise<void> {
  await desk.until(`${count} badges`, PATIENCE_MS, async () => {
    let badges = 0
    let after: string | null = null
    do {
      const page: Page<Chat> = await desk.call('chatsPage', { filter: 'verified', archived: false, after, limit: 200 })
      badges += page.items.length
      after = page.next
    } while (after !== null)
    return badges >= count
  })
}

async function writeAll(
  { phone, desk }: { phone: Phone; desk: TrustDesk },
  cast: Cast,
  people: ReadonlyMap<Sender, Person>,
  options: TrustOptions,
): Promise<void> {
  const dice = new Chance(options.seed + 1)
  // The server is asked about strangers in the order in which they write, fifty in two seconds: those whose proof is
  // the answer write first.
  const early = cast.attested.filter(({ by }) => by === 'look-up')
  const later = cast.attested.filter(({ by }) => by === 'message' || by === 'notification')
  const mixed: (() => Promise<unknown>)[] = [
    ...later.map(one => () => attest(phone, one, personOf(people, one))),
    ...cast.saved.map(one => () => greet(personOf(people, one), one)),
    ...cast.hostile.flatMap((one, n) => (one.way === 'live' ? [() => attack(phone, one, n)] : [])),
  ]
  shuffle(mixed, dice)
  const inGroups = cast.hostile.flatMap((one, n) => (one.way === 'group' ? [{ one, n }] : []))
  for (let from = 0; from < inGroups.length; from += GROUP_SIZE) {
    const members = inGroups.slice(from, from + GROUP_SIZE)
    mixed.splice(dice.below(mixed.length + 1), 0, () => writeInGroup(phone, members))
  }
  const all = [...early.map(one => () => attest(phone, one, personOf(people, one))), ...mixed]
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await Promise.all(all.slice(from, from + AT_ONCE).map(run => run()))
    await Promise.race([eased(phone), desk.failed])
    if (Math.floor((from + AT_ONCE) / 2000) > Math.floor(from / 2000))
      options.progress(`${from + AT_ONCE} of ${all.length} have written`)
  }
}

async function attest(phone: Phone, one: Attested, person: Person): Promise<void> {
  if (one.laterLid !== null) return move(phone, one, person)
  if (one.by === 'message') return void (await person.sendText('Your ticket'))
  await person.sendText('Your ticket', { verifiedName: null })
  if (one.by !== 'notification') return
  const { attrs, content } = attested(one.name, 'high')
  phone.sendRaw(
    stanza(
      'notification',
      { from: person.jid(), id: `B${one.pn}`, type: 'business', t: Math.floor(Date.now() / 1000) },
      [stanza('verified_name', { ...attrs, jid: person.jid() }, content)],
    ),
  )
}

/** A business whose number is with another account from then on. The texts tell the two chats apart. */
async function move(phone: Phone, one: Attested, person: Person): Promise<void> {
  await person.sendText(`Your ticket [before ${one.pn}]`, { at: new Date(Date.now() - 60_000) })
  const business = { name: one.name, level: 'high' } as const
  const account = { pn: one.pn, lid: one.laterLid, takesNumber: true, pushName: 'whatever', business }
  const later = phone.addPerson({ ...identity(phone), ...account })
  await later.sendText(`Your ticket [after ${one.pn}]`, { addressing: 'lid' })
}

const greet = (person: Person, { name }: Saved): Promise<unknown> => person.sendText(`It is me, ${name}`)

async function attack(phone: Phone, hostile: Hostile, n: number): Promise<void> {
  const person = phone.addPerson({ ...identity(phone), pn: hostile.pn, lid: hostile.lid, pushName: hostile.name })
  await live[hostile.attack]?.({ phone, person, hostile, tag: `[k${n}]` })
}

async function writeInGroup(phone: Phone, members: readonly { one: Hostile; n: number }[]): Promise<void> {
  const people = members.map(({ one }) =>
    phone.addPerson({ ...identity(phone), pn: one.pn, lid: one.lid, pushName: one.name }),
  )
  const to = phone.addGroup({ subject: `${members[0]?.one.victim.name ?? ''} ✅`, members: people })
  await Promise.all(people.map((person, at) => person.sendText(`Hello [k${members[at]?.n}]`, { to })))
}

/** One pair of keys for all senders: a session is by address, and making keys costs more than everything else. */
function identity(phone: Phone): { identityOf?: Person } {
  const [first] = phone.people
  return first === undefined ? {} : { identityOf: first }
}

/** Until few enough stanzas wait. */
async function eased(phone: Phone): Promise<void> {
  const waiting = (): number => phone.devices.reduce((sum, { pending }) => sum + pending, 0)
  if (waiting() <= MOST_WAITING) return
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the engine stands still, ${waiting()} stanzas wait`)), PATIENCE_MS)
    const stop = phone.onReceived(() => {
      if (waiting() > MOST_WAITING) return
      clearTimeout(timer)
      stop()
      resolve()
    })
  })
}

function personOf(people: ReadonlyMap<Sender, Person>, sender: Sender): Person {
  const person = people.get(sender)
  if (person === undefined) throw new Error('nobody of that name')
  return person
}

function shuffle<T>(all: T[], dice: Chance): void {
  for (let last = all.length - 1; last > 0; last--) {
    const other = dice.below(last + 1)
    const [a, b] = [all[last], all[other]]
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a]
  }
}
