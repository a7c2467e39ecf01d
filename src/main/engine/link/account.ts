import type { DomainEvent } from '../events.ts'
import { contradictsOwn, type Me, pairEvents, personJid } from './address.ts'
import { AppStateSync } from './app-state-sync.ts'
import { createKeys, type Keys } from './auth-state.ts'
import { createHistory, type History } from './history.ts'
import type { ContactToken } from './history-events.ts'
import { createIntake } from './intake.ts'
import { createJournal, type Journal } from './journal.ts'
import { type AuthenticationCreds, initAuthCreds } from './library.ts'
import type { LinkDeps } from './link.ts'
import { fromBytes, toBytes } from './serialize.ts'

/** What happens here that the connection must act on. */
export interface AccountWatch {
  /** The store failed: end the connection before anything is acknowledged. */
  storeFailed(error: unknown): void
  /** Keys for the app state came. */
  appStateKeys(): void
}

/** The account's credentials and everything that lives as long as they do, over however many connections. */
export interface Account {
  /** Null when there is neither a linked device nor an attempt to link. */
  creds: AuthenticationCreds | null
  /** True once the phone has confirmed this device. */
  readonly linked: boolean
  /** Null while not linked. */
  me(): Me | null
  readonly keys: Keys
  readonly journal: Journal
  readonly history: History
  readonly appState: AppStateSync
  watch: AccountWatch | null
  /** Reads the credentials from disk. */
  load(): void
  /** Writes the credentials, if they are a linked device's: an abandoned attempt leaves nothing behind. */
  save(): void
  /** New credentials for an attempt to link. */
  renew(): void
  /** Forgets credentials and keys; chats are not touched. */
  forget(): void
  storeFailed(error: unknown): void
  /** Stores what was learned and not told yet. */
  flush(): void
}

/** The list of contacts with a token, which the library keeps among the tokens (its TC_TOKEN_INDEX_KEY). */
const TOKEN_INDEX = '__index'

const userOf = (jid: string): string => jid.slice(0, jid.indexOf('@'))

/** Puts the parts together. */
export function createAccount(deps: LinkDeps): Account {
  const now = deps.now ?? Date.now
  const pairs: DomainEvent[] = []

  const storeFailed = (error: unknown) => account.watch?.storeFailed(error)

  const keys = createKeys(deps.keys, {
    pairs(found) {
      if (pairs.length === 0) setImmediate(tellPairs)
      pairs.push(...pairEvents(...found))
    },
    versionsWaiting: () => appState.schedule(),
    storeFailed,
  })

  const tellPairs = () => {
    if (pairs.length === 0) return
    try {
      deps.listener.apply({ events: pairs.splice(0), journal: [] })
    } catch (error) {
      storeFailed(error)
    }
  }

  const me = (): Me | null => {
    const own = account.linked ? account.creds?.me : undefined
    const pn = personJid(own?.id)
    return pn === null ? null : { pn, lid: personJid(own?.lid) }
  }

  const tokens = (found: readonly ContactToken[]): void => {
    const entries: Record<string, { token: Buffer; timestamp?: string; senderTimestamp?: number }> = {}
    for (const { jid, token, timestamp, senderTimestamp } of found) {
      const known = keys.read('tctoken', jid) as { timestamp?: string } | undefined
      if (Number(known?.timestamp ?? 0) >= timestamp) continue
      const sender = senderTimestamp === null ? {} : { senderTimestamp }
      entries[jid] = { ...known, token: Buffer.from(token), timestamp: String(timestamp), ...sender }
    }
    if (Object.keys(entries).length === 0) return
    const index = keys.read('tctoken', TOKEN_INDEX) as { token?: Uint8Array } | undefined
    const listed: unknown = index?.token?.length ? JSON.parse(Buffer.from(index.token).toString()) : []
    const all = new Set([...(Array.isArray(listed) ? listed : []), ...Object.keys(entries)])
    entries[TOKEN_INDEX] = { token: Buffer.from(JSON.stringify([...all])) }
    deps.keys.write(Object.entries(entries).map(([id, value]) => ({ type: 'tctoken', id, value: toBytes(value) })))
  }

  /** The library would have done this, had it processed the history. @returns those that are believed. */
  const storePairs = (told: readonly { pn: string; lid: string }[]): readonly { pn: string; lid: string }[] => {
    const own = me()
    const found = own === null ? told : told.filter(pair => !contradictsOwn(pair, own))
    if (found.length === 0) return found
    const users = found.map(({ pn, lid }) => ({ pn: userOf(pn), lid: userOf(lid) }))
    const known = deps.keys.get(
      'lid-mapping',
      users.map(user => user.pn),
    )
    const changes = users.flatMap(({ pn, lid }) => {
      const stored = known.get(pn)
      if (stored && fromBytes(stored) === lid) return []
      return [
        { type: 'lid-mapping', id: pn, value: toBytes(lid) },
        { type: 'lid-mapping', id: `${lid}_reverse`, value: toBytes(pn) },
      ]
    })
    if (changes.length > 0) deps.keys.write(changes)
    return found
  }

  const history = createHistory({
    store: deps.history,
    listener: deps.listener,
    wire: deps.wire,
    decoderUrl: deps.decoderUrl,
    log: deps.log,
    me,
    tokens,
    pairs: storePairs,
    lidOf(pn) {
      const lid = pn.endsWith('@s.whatsapp.net') ? keys.read('lid-mapping', userOf(pn)) : null
      return typeof lid === 'string' ? `${lid}@lid` : null
    },
    storeFailed,
    haste: deps.haste ?? 1,
  })

  const appState = new AppStateSync({ keys, listener: deps.listener, log: deps.log, me, now, storeFailed })

  const intake = createIntake({
    listener: deps.listener,
    journal: deps.journal,
    history,
    me,
    now,
    log: deps.log,
    appStateKeys(keyId) {
      if (!account.creds) return
      account.creds.myAppStateKeyId = keyId
      account.save()
      account.watch?.appStateKeys()
    },
    storeFailed,
  })

  const account: Account = {
    creds: null,
    get linked() {
      return account.creds?.account !== undefined && account.creds.me !== undefined
    },
    me,
    keys,
    journal: createJournal(deps.journal, keys, intake, now),
    history,
    appState,
    watch: null,
    load() {
      const bytes = deps.credentials.load()
      account.creds = bytes === null ? null : (fromBytes(bytes) as AuthenticationCreds)
    },
    save() {
      if (account.creds && account.linked) deps.credentials.save(toBytes(account.creds))
    },
    renew() {
      account.forget()
      account.creds = initAuthCreds()
    },
    forget() {
      account.creds = null
      appState.drop()
      deps.credentials.clear()
      deps.keys.clear()
    },
    storeFailed,
    flush() {
      tellPairs()
      appState.flush()
    },
  }
  return account
}
