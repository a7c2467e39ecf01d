import type { LinkListener } from '../ports.ts'
import { contradictsOwn, type Me, personOf } from './address.ts'
import type { SignalRepositoryWithLIDStore } from './library.ts'
import type { LinkLog } from './link.ts'

/** Nothing but this code and a count is logged. */
const warn = (log: LinkLog, count: number): void =>
  log('warn', 'a pair contradicts the own one', { code: 'OWN_PAIR', count })

/** The listener, but pairs that contradict the account's own number and LID never reach it. */
export function withoutFalsePairs(listener: LinkListener, me: () => Me | null, log: LinkLog): LinkListener {
  return {
    apply(batch) {
      const own = me()
      const events = batch.events.filter(
        event => event.type !== 'identity' || own === null || !contradictsOwn(event, own),
      )
      const ignored = batch.events.length - events.length
      if (ignored > 0) warn(log, ignored)
      listener.apply(ignored > 0 ? { ...batch, events } : batch)
    },
    connection: state => listener.connection(state),
    linking: state => listener.linking(state),
    progress: state => listener.progress(state),
    typing: (chat, person, activity) => listener.typing(chat, person, activity),
    linkedAs: (self, name) => listener.linkedAs(self, name),
  }
}

/** The repository, but it neither learns such pairs from the library nor moves sessions along them. */
export function withOwnPair(
  repository: SignalRepositoryWithLIDStore,
  me: () => Me | null,
  log: LinkLog,
): SignalRepositoryWithLIDStore {
  const isFalse = (...jids: string[]): boolean => {
    const [own, pair] = [me(), personOf(...jids)]
    return own !== null && pair !== null && contradictsOwn(pair, own)
  }
  const { lidMapping } = repository
  const store = lidMapping.storeLIDPNMappings.bind(lidMapping)
  lidMapping.storeLIDPNMappings = async pairs => {
    const kept = pairs.filter(({ pn, lid }) => !isFalse(pn, lid))
    if (kept.length < pairs.length) warn(log, pairs.length - kept.length)
    await store(kept)
  }
  return {
    ...repository,
    migrateSession: async (from, to) =>
      isFalse(from, to) ? { migrated: 0, skipped: 0, total: 0 } : repository.migrateSession(from, to),
  }
}
