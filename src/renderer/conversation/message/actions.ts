import { createContext, useContext } from 'react'
import type { CardAnswer, Message } from '../../../shared/model.ts'
import type { CardContent } from '../../../shared/rules/cards.ts'

/** Where a menu or a picker opens: at an element, or where the pointer was. */
export type Anchor = Element | { getBoundingClientRect: () => DOMRect }

/** What a card's button opens. */
export type CardRequest =
  | { kind: 'link'; url: string }
  | { kind: 'number'; phone: string }
  | { kind: 'list'; message: Message; content: CardContent; answer: CardAnswer | null; locked: boolean }

/** What a message can ask of the conversation it stands in. The object never changes, so messages are not drawn anew. */
export interface MessageActions {
  openMenu: (message: Message, anchor: Anchor) => void
  jumpTo: (messageId: number) => void
  toggleReaction: (message: Message, emoji: string) => void
  retry: (message: Message) => void
  /** Begins selecting messages, or marks one more or less. */
  toggleSelected: (message: Message) => void
  /** Opens the dialog of a card's button. */
  openCard: (request: CardRequest) => void
  /** An own message was just written: it is shown. */
  sent: (message: Message) => void
}

export const MessageActionsContext = createContext<MessageActions | null>(null)

export function useMessageActions(): MessageActions {
  const actions = useContext(MessageActionsContext)
  if (actions === null) throw new Error('a message stands outside of a conversation')
  return actions
}
