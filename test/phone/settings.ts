import type { BinaryNode } from 'baileys'
import { catalogNode, profileNode } from './business.ts'
import type { Companion } from './companion.ts'
import type { Core } from './core.ts'
import { child, children, refusal, result, stanza, text } from './stanza.ts'

/** Block list, privacy, profiles and the other small queries. Null when unknown. */
export function answerSetting(core: Core, companion: Companion, query: BinaryNode): BinaryNode | null {
  const [request] = children(query)
  const set = query.attrs.type === 'set'
  switch (query.attrs.xmlns) {
    case 'w:p':
      return request?.tag === 'ping' ? result(query) : null
    case 'passive':
      return request?.tag === 'active' || request?.tag === 'passive' ? result(query) : null
    case 'abt':
      return result(query, [stanza('props', { protocol: '1', hash: 'test' })])
    case 'urn:xmpp:whatsapp:dirty':
      return request?.tag === 'clean' ? result(query) : null
    case 'blocklist':
      return set
        ? changeBlockList(core, companion, query)
        : result(query, [
            stanza(
              'list',
              {},
              [...core.blocked].map(jid => stanza('item', { jid })),
            ),
          ])
    case 'privacy':
      return set ? changePrivacy(core, query, request) : result(query, [privacyNode(core)])
    case 'disappearing_mode':
      return set ? result(query) : null
    case 'status':
      return set ? result(query) : null
    case 'w:profile:picture':
      return set ? result(query) : picture(core, query)
    case 'w:biz':
      return request?.tag === 'business_profile' ? businessProfile(core, query, request) : null
    case 'w:biz:catalog':
      return request?.tag === 'product_catalog' ? catalog(core, query, request) : null
    case 'w:m':
      return request?.tag === 'media_conn' ? result(query, [core.media.connectionNode()]) : null
    case 'w:stats':
      return result(query)
    default:
      return null
  }
}

/**
 * Blocking names the LID and, as `pn_jid`, the number; unblocking the LID alone. Only who has no LID goes by the number. The
 * server refuses anything else, and so does this one; it is a fault of the client besides.
 */
function changeBlockList(core: Core, companion: Companion, query: BinaryNode): BinaryNode {
  const items = children(query)
  const wrong = items.length === 0 ? 'nothing to block' : items.map(item => wrongItem(core, item)).find(w => w !== null)
  if (wrong !== null && wrong !== undefined) {
    core.recorder.problem(`block list: ${wrong}`)
    return refusal(query, 400, 'bad-request')
  }
  for (const { attrs } of items) {
    const jid = attrs.jid ?? ''
    if (attrs.action === 'block') core.blocked.add(jid)
    else core.blocked.delete(jid)
    for (const other of core.companions.values()) {
      if (other !== companion) other.deliver(blockNotification(core, jid, attrs.action === 'block'))
    }
  }
  return result(query)
}

/** What is wrong with an item of a change; null: nothing. */
function wrongItem(core: Core, { tag, attrs }: BinaryNode): string | null {
  const { action, jid = '', pn_jid: number } = attrs
  if (tag !== 'item' || (action !== 'block' && action !== 'unblock')) return `<${tag} action=${action}>`
  if (core.isMe(jid)) return 'oneself'
  const contact = core.findContact(jid)
  if (contact === null || jid !== contact.jid('lid')) return `${jid} is nobody's LID`
  if (action === 'block' && contact.lid !== null && number !== contact.pn) return 'the number is missing or another'
  if ((action === 'unblock' || contact.lid === null) && number !== undefined) return 'a number too many'
  return null
}

/** What linked devices hear when somebody was blocked or unblocked elsewhere. */
export function blockNotification(core: Core, jid: string, block: boolean): BinaryNode {
  return stanza(
    'notification',
    { from: core.me.pn, type: 'account_sync', id: core.newId(), t: Math.floor(Date.now() / 1000) },
    [stanza('blocklist', { action: 'modify' }, [stanza('item', { jid, action: block ? 'block' : 'unblock' })])],
  )
}

function privacyNode(core: Core): BinaryNode {
  return stanza(
    'privacy',
    {},
    [...core.privacy].map(([name, value]) => stanza('category', { name, value })),
  )
}

function changePrivacy(core: Core, query: BinaryNode, request: BinaryNode | undefined): BinaryNode | null {
  if (request?.tag === 'tokens') return result(query)
  if (request?.tag !== 'privacy') return null
  for (const { attrs } of children(request, 'category')) {
    if (attrs.name !== undefined && attrs.value !== undefined) core.privacy.set(attrs.name, attrs.value)
  }
  return result(query, [privacyNode(core)])
}

function picture(core: Core, query: BinaryNode): BinaryNode {
  const contact = core.findContact(query.attrs.target ?? '')
  if (!contact?.picture) return refusal(query, 404, 'item-not-found')
  const { url, path } = core.media.publish(contact.picture)
  return result(query, [
    stanza('picture', { id: '1', type: child(query, 'picture')?.attrs.type, url, direct_path: path }),
  ])
}

function businessProfile(core: Core, query: BinaryNode, request: BinaryNode): BinaryNode {
  const profiles = children(request, 'profile').flatMap(({ attrs }) => {
    const jid = attrs.jid ?? ''
    const profile = core.findContact(jid)?.business?.profile
    return profile ? [profileNode(jid, profile)] : []
  })
  return result(query, [stanza('business_profile', { v: request.attrs.v ?? '244' }, profiles)])
}

function catalog(core: Core, query: BinaryNode, request: BinaryNode): BinaryNode {
  const jid = request.attrs.jid ?? ''
  const products = core.findContact(jid)?.business?.profile?.catalog
  if (products === undefined) return refusal(query, 404, 'item-not-found')
  const number = (tag: string): number => Number(text(child(request, tag)))
  return result(query, [catalogNode(jid, products, number('after'), number('limit') || 10)])
}

/** Namespace `w:mex`: GraphQL by number. Only what baileys asks for after a refused message. */
export function answerMex(query: BinaryNode): BinaryNode | null {
  const request = child(query, 'query')
  if (!request) return null
  const asked = text(request)
  if (!asked.includes('variables')) return null
  return result(query, [
    stanza(
      'result',
      {},
      Buffer.from(JSON.stringify({ data: { xwa2_fetch_account_reachout_timelock: { is_active: false } } })),
    ),
  ])
}
