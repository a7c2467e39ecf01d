/** Details of a business. They are in the store; what is old is asked for beside. */
import type { Input, Output } from '../../../shared/contract.ts'
import { type ActionContext, linkedMe } from './context.ts'
import { found, Refusal } from './refusal.ts'

/** Opening the details is a reason to ask about whoever was attested, or told of themselves, more than a day ago. */
export function details({ store, lookUps, businesses }: ActionContext, personId: number): Output<'businessDetails'> {
  const known = found(store.businessDetails.get(personId), 'person')
  lookUps.want(known.person.id, 'details')
  businesses.want(known.person.id)
  return known
}

/** @throws {Refusal | LinkError} what came before an error stays */
export async function refresh(context: ActionContext, input: Input<'businessRefresh'>): Promise<null> {
  const { store, businesses } = context
  const me = linkedMe(context)
  const personId = found(store.people.current(input.personId), 'person')
  if (personId === me) throw new Refusal('NOT_ALLOWED', 'one is no business to oneself')
  await businesses.refresh(personId, input.force)
  return null
}
