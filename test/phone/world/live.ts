/** Life goes on: people write, react and post, and answer what the user sends. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { proto } from 'baileys'
import type { Business, Group, Person, Phone, Received, ReceivedMessage, SentMessage } from '../api.ts'
import { chosenWords } from '../cards.ts'
import { Dice } from './dice.ts'
import { pictured } from './kinds.ts'
import type { Inhabitant } from './population.ts'
import { nextOffers, nextPosts, ownNextPosts, type Post, reactionsToPosts } from './posts.ts'
import { scene } from './scenes.ts'
import type { Residents } from './settle.ts'
import { answers, reactions, talk } from './talk.ts'
import type { World, WorldChat } from './world.ts'

const STATUS = 'status@broadcast'
/** So many of the last messages can be replied to, reacted to and edited. */
const MEMORY = 30

/** So many of the last posts can be taken back. */
const POSTS = 8
/** So many people look at a post of the user's, at most. */
const VIEWERS = 6

/** After so many acts the impostor writes for the first time. */
const FIRST_IMPOSTURE = 4
/** Of so many acts one is a change in what the server says of a business, and which one it is. */
const [ATTESTING_EVERY, ATTESTING_AT] = [15, 8]

/** What the server says of businesses in the course of time, over and over. */
const attested: readonly { key: string; change: Partial<Business> }[] = [
  { key: 'yoga', change: { level: 'low' } },
  { key: 'shop', change: { level: 'high' } },
  { key: 'bakery', change: { name: 'Padaria Nova do Canto' } },
  { key: 'courier', change: { level: 'high' } },
  { key: 'shop', change: { level: 'low' } },
  { key: 'clinic', change: { hostStorage: 'on_premise', actualActors: 'bsp' } },
  { key: 'yoga', change: { level: 'high' } },
  { key: 'courier', change: { level: 'low' } },
  { key: 'bakery', change: { name: 'Padaria do Canto', level: 'low' } },
  { key: 'clinic', change: { hostStorage: 'facebook', actualActors: 'self' } },
  { key: 'yoga', change: { level: 'unknown' } },
]

export interface LiveOptions {
  phone: Phone
  world: World
  residents: Residents
  seed?: number
  /** About how long it is quiet between two things that happen, in ms. Default 4000. */
  paceMs?: number
  /** Hears of each thing done, in words without message texts. */
  onAct?: (what: string) => void
  /** Waits; rejects when aborted. Another one makes tests fast. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Live {
  /** Resolves when nothing of it happens any more. */
  stop(): Promise<void>
}

/** Starts the chatter. With one seed the same things happen in the same order, apart from answers to the user. */
export function startLive(options: LiveOptions): Live {
  const chatter = new Chatter(options)
  const over = chatter.run()
  return {
    async stop() {
      chatter.end()
      await over
    },
  }
}

class Chatter {
  readonly #phone: Phone
  readonly #world: World
  readonly #residents: Residents
  readonly #dice: Dice
  readonly #answerDice: Dice
  readonly #paceMs: number
  readonly #tell: (what: string) => void
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly #ending = new AbortController()
  #answers: Promise<void> = Promise.resolve()
  readonly #recent: { chat: WorldChat; sent: SentMessage }[] = []
  readonly #posts: SentMessage[] = []
  readonly #stopListening: () => void
  readonly #direct: WorldChat[]
  readonly #groups: WorldChat[]
  readonly #firms: WorldChat[]
  #acts = 0
  #attestations = 0

  constructor({ phone, world, residents, seed = 1, paceMs = 4000, onAct, wait }: LiveOptions) {
    this.#phone = phone
    this.#world = world
    this.#residents = residents
    this.#dice = new Dice(`live ${seed}`)
    this.#answerDice = new Dice(`answers ${seed}`)
    this.#paceMs = paceMs
    this.#tell = onAct ?? (() => {})
    this.#wait = wait ?? (async (ms, signal) => void (await sleep(ms, null, { signal })))
    const awake = world.chats.filter(chat => !chat.traits.archived && !chat.traits.left)
    this.#direct = awake.filter(chat => chat.other !== null && chat.trade === null)
    this.#groups = awake.filter(chat => chat.group !== null && !chat.traits.announce)
    this.#firms = awake.filter(chat => chat.other !== null && chat.trade !== null)
    this.#stopListening = phone.onReceived(entry => this.#received(entry))
  }

  async run(): Promise<void> {
    while (!this.#ended) {
      await this.#attempt(() => this.#act())
      await this.#attempt(() => this.#pause(this.#dice, this.#paceMs / 2, this.#paceMs * 1.5))
    }
    this.#stopListening()
    await this.#answers
  }

  end(): void {
    this.#ending.abort()
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted
  }

  /** What goes wrong is told; life goes on. */
  async #attempt(something: () => Promise<void>): Promise<void> {
    try {
      if (!this.#ended) await something()
    } catch (error) {
      if (!this.#ended) this.#tell(`something went wrong: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }

  /** In ms; the end of everything cuts it short. */
  async #pause(dice: Dice, shortest: number, longest: number): Promise<void> {
    await this.#wait(dice.int(Math.round(shortest), Math.round(longest)), this.#ending.signal)
  }

  async #act(): Promise<void> {
    const dice = this.#dice
    this.#acts += 1
    const impostor = this.#firms.find(({ trade }) => trade === 'impostor')
    if (this.#acts === FIRST_IMPOSTURE && impostor) return this.#sell(impostor)
    if (this.#acts % ATTESTING_EVERY === ATTESTING_AT) return this.#attest()
    const roll = dice.next()
    if (roll < 0.38) return this.#write(dice.pick(this.#direct))
    if (roll < 0.6) return this.#write(dice.pick(this.#groups.length > 0 ? this.#groups : this.#direct))
    if (roll < 0.7 && this.#firms.length > 0) return this.#sell(dice.pick(this.#firms))
    if (roll < 0.79) return this.#react()
    if (roll < 0.83) return this.#correct()
    if (roll < 0.85) return this.#takeBack()
    if (roll < 0.92) return this.#post()
    if (roll < 0.935) return this.#takeBackPost()
    if (roll < 0.95) return this.#postOnPhone()
    if (roll < 0.97) return this.#lookAtOwn()
    const { other } = dice.pick(this.#direct)
    if (other === null) return
    this.#tell(`${other.key} comes and goes`)
    const person = this.#person(other)
    person.presence('available')
    person.presence('unavailable', new Date())
  }

  /** The first lines of a talk, typed before they are sent. */
  async #write(chat: WorldChat): Promise<void> {
    const dice = this.#dice
    const author = this.#authorIn(chat, dice)
    const { exchanges, words } = talk[chat.language]
    const lines = dice.pick(exchanges).filter(line => !line.startsWith('>'))
    const replyTo = dice.chance(0.15) ? this.#lastIn(chat) : null
    this.#tell(`${author.key} writes in ${chat.key}`)
    for (const [index, line] of lines.slice(0, dice.int(1, 2)).entries()) {
      const text = line.replace(/\{(\w+)\}/g, (_, word: string) => dice.pick(words[word] ?? ['…']))
      const message: proto.IMessage | null = index === 0 && dice.chance(0.08) ? pictured(dice) : null
      await this.#type(chat, author, dice)
      await this.#send(chat, author, message ?? text, index === 0 ? replyTo : null)
    }
  }

  async #sell(chat: WorldChat): Promise<void> {
    if (chat.other === null || chat.trade === null) return
    this.#tell(`${chat.key} has news`)
    for (const { fromMe, message } of scene(chat.trade, this.#dice)) {
      if (fromMe) break
      await this.#send(chat, chat.other, message, null)
      await this.#pause(this.#dice, 700, 2500)
    }
  }

  /** The server says something else of a business from now on; it is seen with the next thing that the business writes. */
  async #attest(): Promise<void> {
    const here = attested.filter(({ key }) => this.#firms.some(chat => chat.key === key))
    const next = here[this.#attestations++ % here.length]
    const chat = this.#firms.find(({ key }) => key === next?.key)
    if (!next || !chat?.other) return this.#write(this.#dice.pick(this.#direct))
    const person = this.#person(chat.other)
    if (person.business) person.business = { ...person.business, ...next.change }
    this.#tell(`${next.key} is attested otherwise: ${Object.values(next.change).join(', ')}`)
    await this.#sell(chat)
  }

  async #react(): Promise<void> {
    const dice = this.#dice
    const inGroups = this.#recent.filter(({ chat }) => chat.group !== null)
    if (inGroups.length === 0) return this.#write(dice.pick(this.#direct))
    const { chat, sent } = dice.pick(inGroups)
    const author = this.#authorIn(chat, dice)
    this.#tell(`${author.key} reacts in ${chat.key}`)
    await this.#person(author).react(sent, dice.pick(reactions), this.#where(chat))
  }

  async #correct(): Promise<void> {
    const last = this.#recent.findLast(({ sent }) => typeof sent.message.conversation === 'string' && sent.author)
    if (!last) return this.#write(this.#dice.pick(this.#direct))
    this.#tell(`somebody edits in ${last.chat.key}`)
    const text = `${last.sent.message.conversation ?? ''} 🙂`
    await last.sent.author?.edit(last.sent, text, this.#where(last.chat))
  }

  async #takeBack(): Promise<void> {
    const last = this.#recent.pop()
    if (!last || last.chat.trade !== null) return this.#write(this.#dice.pick(this.#direct))
    this.#tell(`somebody deletes in ${last.chat.key}`)
    await last.sent.author?.revoke(last.sent, this.#where(last.chat))
  }

  async #post(): Promise<void> {
    const dice = this.#dice
    const firm = dice.chance(0.25) && this.#firms.length > 0
    const { other, language } = dice.pick(firm ? this.#firms : this.#direct)
    if (other === null || other.key === 'impostor') return
    this.#tell(`${other.key} posts a status`)
    const post = dice.pick(firm ? nextOffers : (nextPosts[language] ?? nextPosts.en ?? []))
    this.#posts.push(await this.#person(other).postStatus(this.#made(post)))
    if (this.#posts.length > POSTS) this.#posts.shift()
  }

  async #takeBackPost(): Promise<void> {
    const post = this.#posts.pop()
    if (!post?.author) return this.#post()
    this.#tell('somebody takes a status back')
    await post.author.revokeStatus(post)
  }

  /** The user posts with the phone. */
  async #postOnPhone(): Promise<void> {
    this.#tell('the user posts a status on the phone')
    const post = await this.#phone.own.postStatus(this.#made(this.#dice.pick(ownNextPosts)))
    this.#afterwards(() => this.#lookAt(post, this.#direct))
  }

  /** One more person looks at what the user had posted before. */
  async #lookAtOwn(): Promise<void> {
    const dice = this.#dice
    const own = this.#world.statuses().filter(({ key }) => key?.fromMe)
    const { other } = dice.pick(this.#direct)
    if (own.length === 0 || other === null) return
    this.#tell(`${other.key} looks at the user's status`)
    this.#person(other).viewStatus({ id: dice.pick(own).key?.id ?? '' })
  }

  /** Some look at a post of the user's, one after the other, and one of them may answer. */
  async #lookAt(post: { id: string; message: proto.IMessage }, audience: readonly WorldChat[]): Promise<void> {
    const dice = this.#answerDice
    const viewers = dice.shuffled(audience).slice(0, dice.int(2, VIEWERS))
    for (const [index, { other }] of viewers.entries()) {
      await this.#pause(dice, 500, 3000)
      if (other === null) continue
      this.#tell(`${other.key} looks at the user's status`)
      this.#person(other).viewStatus(post)
      if (index !== 0 || !dice.chance(0.5)) continue
      const contextInfo = {
        stanzaId: post.id,
        participant: this.#phone.own.lid,
        remoteJid: STATUS,
        quotedMessage: post.message,
      }
      await this.#pause(dice, 1000, 3000)
      await this.#person(other).sendMessage({
        extendedTextMessage: { text: dice.pick(reactionsToPosts), contextInfo },
      })
    }
  }

  #made(post: Post): proto.IMessage {
    return post(key => this.#world.inhabitants.find(inhabitant => inhabitant.key === key)?.lid ?? '')
  }

  #received(entry: Received): void {
    if (entry.kind !== 'message' || !says(entry.message)) return
    this.#afterwards(() => this.#answer(entry))
  }

  /** One after the other, beside whatever else is going on. */
  #afterwards(something: () => Promise<void>): void {
    this.#answers = this.#answers.then(() => this.#attempt(something))
  }

  async #answer(message: ReceivedMessage): Promise<void> {
    const dice = this.#answerDice
    if (message.to === STATUS) {
      const audience = this.#direct.filter(({ other }) =>
        message.readBy.some(jid => [other?.lid, other?.pn].includes(jid)),
      )
      return this.#lookAt(message, audience)
    }
    const chat = this.#world.chats.find(({ jid, other }) => [jid, other?.pn, other?.lid].includes(message.to))
    if (!chat) return
    const author = this.#authorIn(chat, dice)
    await this.#pause(dice, 600, 1800)
    const readers = chat.group ? dice.shuffled(chat.group.members).slice(0, 4) : [author]
    for (const reader of readers) this.#person(reader).read(message)
    if (chat.trade === 'impostor') return
    this.#tell(`${author.key} answers in ${chat.key}`)
    if (dice.chance(0.3)) await this.#person(author).react(message, dice.pick(reactions), this.#where(chat))
    await this.#type(chat, author, dice)
    const chosen = chosenWords(message.message)
    const text = author.business
      ? chosen === null
        ? 'Thank you for your message. We will get back to you.'
        : `Thank you, we have noted your answer: ${chosen}.`
      : dice.pick(answers[chat.language])
    await this.#send(chat, author, text, dice.chance(0.3) ? this.#asSent(message, chat) : null)
  }

  async #type(chat: WorldChat, author: Inhabitant, dice: Dice): Promise<void> {
    const person = this.#person(author)
    const options = this.#where(chat)
    person.typing('composing', options)
    await this.#pause(dice, 900, 2800)
    person.typing('paused', options)
  }

  async #send(
    chat: WorldChat,
    author: Inhabitant,
    content: string | proto.IMessage,
    quoted: SentMessage | null,
  ): Promise<void> {
    const person = this.#person(author)
    const options = { ...this.#where(chat), ...(quoted === null ? {} : { quoted }) }
    const sent =
      typeof content === 'string' ? await person.sendText(content, options) : await person.sendMessage(content, options)
    this.#recent.push({ chat, sent })
    if (this.#recent.length > MEMORY) this.#recent.shift()
  }

  #lastIn(chat: WorldChat): SentMessage | null {
    return this.#recent.findLast(entry => entry.chat === chat)?.sent ?? null
  }

  /** What the user sent, in the form that can be quoted. */
  #asSent({ id, to, message, at }: ReceivedMessage, chat: WorldChat): SentMessage {
    const participant = chat.group?.addressing === 'pn' ? this.#phone.own.pn : this.#phone.own.lid
    return { id, key: { remoteJid: to, fromMe: true, id, participant }, chatJid: to, message, at, author: null }
  }

  #authorIn(chat: WorldChat, dice: Dice): Inhabitant {
    return chat.other ?? dice.pick(chat.group?.members ?? [])
  }

  #person(inhabitant: Inhabitant): Person {
    return this.#residents.person(inhabitant.key)
  }

  #where(chat: WorldChat): { to?: Group } {
    return chat.group ? { to: this.#residents.group(chat.key) } : {}
  }
}

/** Whether a message has words, a picture or a film: reactions, edits and revokes are not answered. */
function says(message: proto.IMessage): boolean {
  const { conversation, extendedTextMessage, imageMessage, videoMessage } = message
  return Boolean(conversation || extendedTextMessage || imageMessage || videoMessage) || chosenWords(message) !== null
}
