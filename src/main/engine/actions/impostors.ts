import type { Input } from '../../../shared/contract.ts'
import { type ActionContext, chatOf } from './context.ts'

/** The user says that a chat's warning does not apply, or takes that back. Of somebody else it warns again (domain.md §9). */
export function dismiss(actions: ActionContext, { chatId, on }: Input<'impostorDismiss'>): null {
  const { store } = actions
  const chat = chatOf(actions, chatId)
  if (!on) store.impostors.dismiss(chat.id, null)
  else {
    const imitated = store.chatReader.get(chat.id)?.impostorOf
    if (imitated) store.impostors.dismiss(chat.id, imitated.id)
  }
  return null
}
