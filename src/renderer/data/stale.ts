import type { AppState, EngineEvent } from '../../shared/model.ts'
import type { CallName } from '../../shared/names.ts'

/** Which kept answers an event makes stale: all of a call, or those of some rows. */
export interface Stale {
  call: CallName
  /** Null: every answer of this call. */
  rows: Rows | null
}

/**
 * Rows that the input names or, for `person.chatId`, whom the answer is about: the person whose chat is one of these. Who has
 * no chat yet may have got one.
 */
export interface Rows {
  field: 'chatId' | 'personId' | 'messageId' | 'person.chatId'
  ids: readonly number[]
}

/** The answers that have to be asked for anew after an event. */
export function staleAfter(event: EngineEvent): Stale[] {
  switch (event.type) {
    case 'chats': {
      const stale: Stale[] = [{ call: 'chatGet', rows: { field: 'chatId', ids: event.ids } }]
      stale.push({ call: 'groupMembers', rows: { field: 'chatId', ids: event.ids } })
      // Its rows show the chats' last messages.
      stale.push({ call: 'businessesPage', rows: null })
      if (event.listChanged) stale.push({ call: 'chatsPage', rows: null }, { call: 'searchChats', rows: null })
      return stale
    }
    case 'messages':
      return [
        { call: 'messageInfo', rows: { field: 'messageId', ids: event.ids } },
        // Tickets and codes of the chat stand there.
        { call: 'businessDetails', rows: { field: 'person.chatId', ids: [event.chatId] } },
        ...(event.removed ? [{ call: 'searchMessages', rows: null } as const] : []),
      ]
    case 'persons':
      return [
        { call: 'personGet', rows: { field: 'personId', ids: event.ids } },
        { call: 'businessDetails', rows: { field: 'personId', ids: event.ids } },
        { call: 'businessesPage', rows: null },
        { call: 'blockList', rows: null },
        // Names and badges of people stand in all of these.
        { call: 'peoplePage', rows: null },
        { call: 'groupMembers', rows: null },
        { call: 'chatsPage', rows: null },
        { call: 'chatGet', rows: null },
        { call: 'searchChats', rows: null },
        { call: 'searchMessages', rows: null },
        { call: 'statusesPage', rows: null },
        { call: 'statusWalk', rows: null },
        { call: 'statusPosts', rows: null },
        { call: 'statusViewers', rows: null },
        { call: 'statusAudience', rows: null },
        { call: 'statusPosting', rows: null },
      ]
    case 'statuses':
      return [
        { call: 'statusesPage', rows: null },
        { call: 'statusWalk', rows: null },
        { call: 'statusPosts', rows: null },
        { call: 'statusMine', rows: null },
        { call: 'statusViewers', rows: null },
        { call: 'statusPosting', rows: null },
        { call: 'statusStorage', rows: null },
      ]
    case 'mediaProgress':
    case 'counts':
    case 'settings':
    case 'account':
    case 'connection':
    case 'linking':
    case 'sync':
    case 'typing':
    case 'health':
    case 'refused':
    // Everything is read again then: see followEvents.
    case 'missed':
      return []
  }
}

/** The app's state after an event; the same object when the event says nothing about it. */
export function appStateAfter(state: AppState, event: EngineEvent): AppState {
  switch (event.type) {
    case 'counts':
      return { ...state, counts: event.counts }
    case 'settings':
      return { ...state, settings: event.settings }
    case 'account':
      return { ...state, account: event.account }
    case 'connection':
      return { ...state, connection: event.connection }
    case 'linking':
      return { ...state, linking: event.linking }
    case 'sync':
      return { ...state, sync: event.sync }
    case 'health':
      return { ...state, health: event.health }
    default:
      return state
  }
}
