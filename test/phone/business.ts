import { type BinaryNode, Curve, type KeyPair, proto } from 'baileys'
import type { Business, BusinessProfile } from './api.ts'
import type { SeededRandom } from './random.ts'
import { stanza } from './stanza.ts'

const signer: KeyPair = Curve.generateKeyPair()

const serials = new WeakMap<Business, Business>()

/** The business with its serial, which stays the same for as long as the object does. */
export function withSerial(business: Business, random: SeededRandom): Business {
  if (business.serial !== undefined) return business
  const known = serials.get(business) ?? { ...business, serial: random.digits(18) }
  serials.set(business, known)
  return known
}

const nodes = new WeakMap<Business, BinaryNode>()

/** `<verified_name>` as the server attaches it to messages and to USync answers; signed once per business. */
export function verifiedName(business: Business): BinaryNode {
  const node = nodes.get(business) ?? signedName(business)
  nodes.set(business, node)
  return node
}

function signedName(business: Business): BinaryNode {
  const { Details } = proto.VerifiedNameCertificate
  const details = Details.encode(
    Details.fromObject({
      serial: business.serial ?? '1',
      issuer: business.issuer ?? 'ent:wa',
      verifiedName: business.name,
    }),
  ).finish()
  const signature = Curve.sign(signer.private, details)
  return stanza(
    'verified_name',
    {
      v: business.v ?? '1',
      verified_level: business.level,
      serial: business.serial,
      host_storage: business.hostStorage === undefined ? null : business.hostStorage === 'facebook' ? '2' : '1',
      actual_actors: business.actualActors === undefined ? null : business.actualActors === 'bsp' ? '2' : '1',
      privacy_mode_ts: business.privacyModeTs,
    },
    proto.VerifiedNameCertificate.encode({ details, signature }).finish(),
  )
}

/** `<profile>` in the answer to a business profile query. */
export function profileNode(jid: string, profile: BusinessProfile): BinaryNode {
  const text = (tag: string, value: string | undefined): BinaryNode[] =>
    value === undefined ? [] : [stanza(tag, {}, Buffer.from(value))]
  return stanza('profile', { jid, tag: '1' }, [
    ...text('address', profile.address),
    ...text('description', profile.description),
    ...[profile.website ?? []].flat().flatMap(address => text('website', address)),
    ...text('email', profile.email),
    ...(profile.category === undefined
      ? []
      : [stanza('categories', {}, [stanza('category', { id: '1' }, Buffer.from(profile.category))])]),
    ...(profile.hours === undefined
      ? []
      : [
          stanza(
            'business_hours',
            { timezone: profile.timezone },
            profile.hours.map(attrs => stanza('business_hours_config', attrs)),
          ),
        ]),
    ...(profile.catalog === undefined
      ? []
      : [stanza('profile_options', {}, [stanza('commerce_experience', {}, Buffer.from('catalog'))])]),
  ])
}

/** `<product_catalog>`: the page that begins with the product `after`. */
export function catalogNode(jid: string, products: number, after: number, limit: number): BinaryNode {
  const end = Math.min(products, after + limit)
  const page = Array.from({ length: Math.max(0, end - after) }, (_, n) =>
    stanza('product', {}, [stanza('id', {}, Buffer.from(String(after + n)))]),
  )
  const next = end < products ? [stanza('paging', {}, [stanza('after', {}, Buffer.from(String(end)))])] : []
  return stanza('product_catalog', { jid }, [...page, ...next])
}
