import type { ChatRef, PersonRef } from '../events.ts'
import { chatOf, isGroup, personOf } from './address.ts'
import type { BinaryNode } from './library.ts'

export interface Typing {
  chat: ChatRef
  person: PersonRef
  activity: 'typing' | 'recording' | 'none'
}

/** What a `<chatstate>` or `<presence>` says of somebody's writing; null when it says nothing of it. */
export function typingOf(node: BinaryNode): Typing | null {
  const { from, participant, type } = node.attrs
  const person = personOf(participant ?? from)
  const chat = isGroup(from) ? chatOf(from) : person && { kind: 'direct' as const, person }
  if (person === null || !chat) return null
  if (node.tag === 'presence') return type === 'unavailable' ? { chat, person, activity: 'none' } : null
  const state = Array.isArray(node.content) ? node.content[0] : undefined
  if (!state) return null
  if (state.tag !== 'composing') return { chat, person, activity: 'none' }
  return { chat, person, activity: state.attrs.media === 'audio' ? 'recording' : 'typing' }
}
