import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { AppState, Chat, EngineEvent, Page } from '../../shared/model.ts'
import type { CallName } from '../../shared/names.ts'
import { useProgress } from '../status/progress.ts'
import { replaceChats } from './chatPages.ts'
import { Refresher } from './Refresher.ts'
import { appStateAfter, type Stale, staleAfter } from './stale.ts'
import { useTyping } from './typing.ts'

/** Answers that list many rows are asked for again at most this often, ms. */
const LIST_GAP = 200
/** More changed rows than this are read with their list rather than one by one. */
const MOST_SINGLE_ROWS = 20

type Listener = (events: EngineEvent[]) => void
const listeners = new Set<Listener>()

/** Calls back with each batch of the engine's events while the component is on the screen. */
export function useEvents(listener: Listener): void {
  const latest = useEffectEvent(listener)
  useEffect(() => {
    const each: Listener = events => latest(events)
    listeners.add(each)
    return () => {
      listeners.delete(each)
    }
  }, [])
}

/** Where events come from, and how a changed chat is read. */
export interface EventSource {
  onEvents: (listener: Listener) => () => void
  readChat: (chatId: number) => Promise<Chat>
}

/** Keeps what was read up to date by the engine's events. @returns a function that stops it. */
export function followEvents(client: QueryClient, source: EventSource): () => void {
  const refreshers = new Map<CallName, Refresher>()

  function refreshAll(name: CallName): void {
    let refresher = refreshers.get(name)
    if (refresher === undefined) {
      refresher = new Refresher(LIST_GAP, () => client.invalidateQueries({ queryKey: [name] }, { cancelRefetch: true }))
      refreshers.set(name, refresher)
    }
    refresher.ask()
  }

  function markStale(stale: Stale): void {
    const { rows } = stale
    if (rows === null) {
      refreshAll(stale.call)
      return
    }
    const concerned = (query: Query): boolean => {
      if (query.queryKey[0] !== stale.call) return false
      if (rows.field === 'person.chatId') return isAboutOneOf(query.state.data, rows.ids)
      return namesOneOf(query.queryKey[1], rows.field, rows.ids)
    }
    // What follows every message of a chat is asked for again at most so often.
    const isShown =
      rows.field === 'person.chatId' &&
      client.getQueryCache().findAll({ type: 'active', predicate: concerned }).length > 0
    if (isShown) refreshAll(stale.call)
    else void client.invalidateQueries({ predicate: concerned })
  }

  /** The store was erased: nothing that was read from it is true any more. */
  function forget(): void {
    client.removeQueries({ predicate: query => query.queryKey[0] !== 'appState' })
    useProgress.getState().reset()
  }

  async function refreshRows(ids: readonly number[]): Promise<void> {
    if (ids.length > MOST_SINGLE_ROWS) {
      refreshAll('chatsPage')
      return
    }
    const shown = client.getQueriesData<InfiniteData<Page<Chat>>>({ queryKey: ['chatsPage'] })
    const wanted = ids.filter(id =>
      shown.some(([, data]) => data?.pages.some(page => page.items.some(chat => chat.id === id))),
    )
    try {
      const chats = await Promise.all(wanted.map(source.readChat))
      client.setQueriesData<InfiniteData<Page<Chat>>>({ queryKey: ['chatsPage'] }, data => replaceChats(data, chats))
    } catch {
      // One of them is gone: the list knows.
      refreshAll('chatsPage')
    }
  }

  return source.onEvents(events => {
    for (const event of events) {
      client.setQueryData<AppState>(['appState', {}], state => (state ? appStateAfter(state, event) : state))
      for (const stale of staleAfter(event)) markStale(stale)
      if (event.type === 'account' && event.account === null) forget()
      if (event.type === 'missed') {
        useProgress.getState().reset()
        void client.invalidateQueries()
      }
      if (event.type === 'chats' && !event.listChanged) void refreshRows(event.ids)
      if (event.type === 'typing') useTyping.getState().heard(event)
      if (event.type === 'mediaProgress') useProgress.getState().heard(event)
    }
    for (const listener of listeners) listener(events)
  })
}

/** About a person whose chat is one of these, or who had none when it was read. */
function isAboutOneOf(answer: unknown, ids: readonly number[]): boolean {
  if (typeof answer !== 'object' || answer === null || !('person' in answer)) return true
  const { person } = answer
  if (typeof person !== 'object' || person === null || !('chatId' in person)) return true
  return typeof person.chatId !== 'number' || ids.includes(person.chatId)
}

function namesOneOf(input: unknown, field: string, ids: readonly number[]): boolean {
  if (typeof input !== 'object' || input === null || !(field in input)) return false
  const value: unknown = Object.entries(input).find(([key]) => key === field)?.[1]
  return typeof value === 'number' && ids.includes(value)
}
