import type { UserFacingSocketConfig } from 'baileys'
import { afterEach, vi } from 'vitest'
import type { Person, Phone, PhoneOptions } from '../../phone/api.ts'
import { startPhone } from '../../phone/phone.ts'
import { TestClient } from './client.ts'

// Several test files run at once on small machines; what hangs still fails, with its own message.
vi.setConfig({ testTimeout: 20_000 })

export const me = { pn: '15550100', lid: '90010001', pushName: 'Robin' }

const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

/** A phone that is stopped after the test. */
export async function newPhone(options: Partial<PhoneOptions> = {}): Promise<Phone> {
  const phone = await startPhone({ me, ...options })
  open.push(phone)
  return phone
}

function target(phone: Phone): ConstructorParameters<typeof TestClient>[0] {
  const { url, rootKeyHex, problems } = phone
  return { ...phone.env(), url, rootKeyHex, problems, scan: qr => phone.scan(qr) }
}

/** A client that is stopped after the test. */
export function newClient(phone: Phone, config: Partial<UserFacingSocketConfig> = {}): TestClient {
  const client = new TestClient(target(phone), config)
  open.push(client)
  return client
}

export type Linked = { phone: Phone; client: TestClient; ada: Person; ben: Person }

/** A phone with two contacts and a linked client whose first sync is over. */
export async function linked(options: Partial<PhoneOptions> = {}): Promise<Linked> {
  const phone = await newPhone(options)
  const ada = phone.addPerson({ pn: '15550101', lid: '90010101', pushName: 'Ada' })
  const ben = phone.addPerson({ pn: '15550102', lid: '90010102', pushName: 'Ben' })
  const client = await newClient(phone).link()
  await phone.settled()
  return { phone, client, ada, ben }
}
