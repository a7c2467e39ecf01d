/** Blocking (domain.md §6): at the server first; what is stored here is only what the server has agreed to. */
import type { Input } from '../../../shared/contract.ts'
import type { Person } from '../../../shared/model.ts'
import { type ActionContext, linkedMe } from './context.ts'
import { found, Refusal } from './refusal.ts'

/**
 * Not through the outbox: the user has to know whether it holds.
 * @throws {Refusal | LinkError} with nothing changed
 */
export async function block(context: ActionContext, input: Input<'personBlock'>): Promise<Person> {
  const { store, link } = context
  const me = linkedMe(context)
  const personId = found(store.people.current(input.personId), 'person')
  if (personId === me) throw new Refusal('NOT_ALLOWED', 'one does not block oneself')
  if (store.blocklist.has(personId) !== input.on) await link.setBlocked(store.people.ref(personId), input.on)
  // Number and LID may have proved to be one person's meanwhile.
  return found(store.peopleReader.get(personId), 'person')
}
