import type { Phone, PhoneOptions } from './api.ts'

/** Starts the simulated WhatsApp on 127.0.0.1 and resolves when it listens. Call `stop()` at the end. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  throw new Error(`not yet: ${options.me.pn}`)
}
