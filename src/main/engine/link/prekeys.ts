import type { KeyStore } from '../ports.ts'
import { type AuthenticationCreds, Curve, INITIAL_PREKEY_COUNT } from './library.ts'
import { toBytes } from './serialize.ts'

/** Keys made at a time: some 5 ms, so that nothing waits. */
const SLICE = 20

/**
 * Makes the one-time pre-keys of a new device while its user looks for the phone. The library would make all 812 in one
 * go right after the login, which holds the engine up for a fifth of a second; what is there already it takes.
 * @param wanted false as soon as the keys must not be touched any more.
 */
export async function preparePreKeys(
  creds: AuthenticationCreds,
  store: KeyStore,
  wanted: () => boolean,
): Promise<void> {
  for (;;) {
    await new Promise(resolve => setImmediate(resolve))
    const first = creds.nextPreKeyId
    const last = Math.min(first + SLICE - 1, INITIAL_PREKEY_COUNT)
    if (!wanted() || last < first) return
    const ids = Array.from({ length: last - first + 1 }, (_, n) => first + n)
    store.write(ids.map(id => ({ type: 'pre-key', id: String(id), value: toBytes(Curve.generateKeyPair()) })))
    creds.nextPreKeyId = last + 1
  }
}
