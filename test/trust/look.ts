/** What stands on the screen when all has come: looked at through the contract alone. */
import type { Chat, Message, Page, PersonLine } from '../../src/shared/model.ts'
import type { Cast } from './cast.ts'
import type { TrustDesk } from './desk.ts'

export interface Seen {
  chats: number
  messages: number
  /** Whatever must not be; empty when all is well. */
  wrong: string[]
  /** Hostile senders found, by attack. */
  attacks: Map<string, number>
  /** Of those who took a name: how many were warned of, by trick. */
  tricks: Map<string, { all: number; warned: number }>
  /** Names that were taken without a warning: the real one, and what the list shows. */
  missed: string[]
}

/** Nothing of this may be left in a name; told here anew, so that the rule is not checked by itself. */
const badgeLike =
  /[\u2705\u2713\u2714\u2611\u221a\u2b50\u2605\u25cf\u272a\u269c\u{1f3c5}\u{1f947}\u{1f535}\u{1f7e2}\u{1f31f}\u{1f6e1}\u{1f530}\u{1f4a0}\u{1f5f8}\p{Co}]/u
/** Nor an invisible character: formatting ones, but for joiners within emoji, and those that only look empty. */
const hidden = /(?!\u200d)\p{Cf}|\u034f|\u3164|\p{Script=Latin}\u200d/u

const MOST_WRONG = 50

export async function look(desk: TrustDesk, cast: Cast): Promise<Seen> {
  const seen: Seen = { chats: 0, messages: 0, wrong: [], attacks: new Map(), tricks: new Map(), missed: [] }
  const found = { attested: new Set<string>(), saved: new Set<string>(), hostile: new Set<number>() }
  const byNumber = new Map(cast.hostile.map((one, n) => [one.pn, n] as const))
  const attested = new Map(cast.attested.map(one => [one.pn, one] as const))
  const saved = new Map(cast.saved.map(one => [one.pn, one] as const))
  const wrong = (what: string): void => {
    if (seen.wrong.length < MOST_WRONG) seen.wrong.push(what)
  }

  function name({ name: { text } }: Pick<PersonLine, 'name'>, where: string): void {
    if (badgeLike.test(text) || hidden.test(text)) wrong(`${where}: the name ${JSON.stringify(text)}`)
  }

  function hostile(n: number, chat: Chat, messages: readonly Message[]): void {
    const one = cast.hostile[n]
    if (one === undefined) return
    const where = `hostile ${n} (${one.attack})`
    found.hostile.add(n)
    seen.attacks.set(one.attack, (seen.attacks.get(one.attack) ?? 0) + 1)
    if (chat.standing === 'verified') wrong(`${where}: a badge in the list`)
    for (const { author, quote } of messages) {
      if (author.standing === 'verified') wrong(`${where}: a badge on its message`)
      if (quote?.author?.standing === 'verified') wrong(`${where}: a badge on what it quotes`)
    }
    if (one.imitates === null) return
    if (chat.impostorOf === null && seen.missed.length < MOST_WRONG) {
      seen.missed.push(
        `${one.imitates.name} as ${JSON.stringify(chat.name.text)}: ${one.imitates.trick}, ${one.attack}, ${chat.name.source}`,
      )
    }
    const trick = seen.tricks.get(one.imitates.trick) ?? { all: 0, warned: 0 }
    seen.tricks.set(one.imitates.trick, {
      all: trick.all + 1,
      warned: trick.warned + (chat.impostorOf === null ? 0 : 1),
    })
  }

  function real(chat: Chat, number: string, texts: string): void {
    const business = attested.get(number)
    if (chat.impostorOf !== null) wrong(`${number}: the real one is taken for an impostor`)
    // Of its account of before nothing is asked but that nobody else's words stand there.
    if (business !== undefined && business.laterLid !== null && !texts.includes('[after ')) {
      if (/\[k\d+\]/.test(texts)) wrong(`${number}: a hostile message stands where a business was`)
      return
    }
    if (business === undefined) {
      found.saved.add(number)
      if (chat.standing !== 'none') wrong(`${number}: a saved contact is ${chat.standing}`)
      return
    }
    found.attested.add(number)
    if (chat.standing !== 'verified') wrong(`${number} (by ${business.by}): attested but ${chat.standing}`)
    if (chat.name.text !== business.name) wrong(`${number}: is called ${JSON.stringify(chat.name.text)}`)
    if (/\[k\d+\]/.test(texts)) wrong(`${number}: a hostile message stands in a verified chat`)
  }

  /** Look-ups go on meanwhile: an answer may lie between the reading of the list and of the person. */
  async function agree(chatId: number, personId: number): Promise<boolean> {
    for (let reading = 0; reading < 3; reading++) {
      const [chat, person] = [await desk.call('chatGet', { chatId }), await desk.call('personGet', { personId })]
      if (chat.standing === person.standing) return true
    }
    return false
  }

  async function one(chat: Chat): Promise<void> {
    seen.chats += 1
    name(chat, `chat ${chat.id}`)
    if (chat.impostorOf !== null) name(chat.impostorOf, `chat ${chat.id}, whom it is not`)
    const { items } = await desk.call('messagesPage', { chatId: chat.id, from: 'end', limit: 50 })
    seen.messages += items.length
    for (const message of items) name(message.author, `message ${message.id}`)
    if (chat.kind === 'group') {
      for (const { author } of items)
        if (author.standing === 'verified') wrong(`a badge in the group ${chat.name.text}`)
      for (const n of tags(items)) found.hostile.add(n)
      return
    }
    const person = chat.personId === null ? null : await desk.call('personGet', { personId: chat.personId })
    if (person !== null && person.standing !== chat.standing && !(await agree(chat.id, person.id)))
      wrong(`chat ${chat.id}: the person stands otherwise`)
    const own = person?.phone?.replace(/\D/g, '') ?? null
    // Which of the two accounts of a business its number stands with depends on what was looked up.
    const number = own ?? JSON.stringify(items).match(/\[(?:before|after) (\d+)\]/)?.[1] ?? null
    if (number !== null && (attested.has(number) || saved.has(number))) real(chat, number, JSON.stringify(items))
    else {
      const n = (number === null ? undefined : byNumber.get(number)) ?? tags(items)[0]
      if (n === undefined) wrong(`chat ${chat.id}: of nobody`)
      else hostile(n, chat, items)
    }
  }

  for (const archived of [false, true]) {
    let after: string | null = null
    do {
      const page: Page<Chat> = await desk.call('chatsPage', { filter: 'all', archived, after, limit: 200 })
      await Promise.all(page.items.map(one))
      after = page.next
    } while (after !== null)
  }
  for (const { pn, by } of cast.attested)
    if (!found.attested.has(pn ?? '')) wrong(`${pn} (by ${by}): attested, has no chat`)
  for (const { pn } of cast.saved) if (!found.saved.has(pn ?? '')) wrong(`${pn}: saved, has no chat`)
  for (const [n, { attack }] of cast.hostile.entries()) {
    if (!found.hostile.has(n)) wrong(`hostile ${n} (${attack}): nothing of it arrived`)
  }
  return seen
}

function tags(messages: readonly Message[]): number[] {
  return [...JSON.stringify(messages.map(({ content }) => content)).matchAll(/\[k(\d+)\]/g)].map(([, digits]) =>
    Number(digits),
  )
}
