/**
 * What a message says, by kind. The wire's protobuf is projected into one of these; the protobuf itself is kept beside
 * it in the store, so a later version can project again. Plain JSON: it crosses the bridge and lies in a JSON column.
 */

/** A business' or person's button under a card. */
export type Button =
  | { kind: 'reply'; id: string; text: string }
  | { kind: 'url'; text: string; url: string }
  | { kind: 'call'; text: string; phone: string }
  | { kind: 'copyCode'; text: string; code: string }
  | { kind: 'other'; text: string; type: string }

/** What is known of a media file before it is downloaded. */
export interface MediaFacts {
  mimetype: string | null
  /** Bytes. */
  size: number | null
  width: number | null
  height: number | null
  /** Seconds. */
  duration: number | null
  fileName: string | null
}

export interface LinkPreview {
  url: string
  title: string | null
  description: string | null
}

/** A card: templates, buttons, lists, interactive, product and order messages (domain.md §8). */
export interface Card {
  /** The wire's own word for it, e.g. `templateMessage`. */
  type: string
  header: string | null
  headerMedia: 'image' | 'video' | 'document' | 'location' | null
  body: string
  footer: string | null
  buttons: Button[]
  sections: { title: string; rows: { id: string; title: string; description: string | null }[] }[]
}

export type GroupChange =
  | 'created'
  | 'subject'
  | 'description'
  | 'icon'
  | 'added'
  | 'joinedByLink'
  | 'left'
  | 'removed'
  | 'promoted'
  | 'demoted'
  | 'announce'
  | 'notAnnounce'
  | 'restrict'
  | 'notRestrict'
  | 'numberChanged'
  | 'other'

/** One message's content. `kind` is stored in a column of its own as well. */
export type Content =
  | { kind: 'text'; text: string; preview: LinkPreview | null }
  | { kind: 'image'; caption: string | null; media: MediaFacts }
  | { kind: 'video'; caption: string | null; media: MediaFacts }
  | { kind: 'gif'; caption: string | null; media: MediaFacts }
  | { kind: 'videoNote'; media: MediaFacts }
  | { kind: 'audio'; media: MediaFacts }
  | { kind: 'voice'; media: MediaFacts }
  | { kind: 'sticker'; media: MediaFacts }
  | { kind: 'document'; caption: string | null; media: MediaFacts }
  | {
      kind: 'location'
      live: boolean
      latitude: number
      longitude: number
      name: string | null
      address: string | null
      caption: string | null
    }
  | { kind: 'contacts'; contacts: { name: string; phones: string[] }[] }
  | { kind: 'poll'; question: string; options: string[]; selectable: number }
  | {
      kind: 'event'
      name: string
      description: string | null
      /** ms */ startsAt: number | null
      place: string | null
      cancelled: boolean
    }
  | { kind: 'list'; card: Card }
  | { kind: 'buttons'; card: Card }
  | { kind: 'template'; card: Card }
  | { kind: 'interactive'; card: Card }
  | { kind: 'selection'; id: string; text: string }
  | {
      kind: 'product'
      title: string
      description: string | null
      /** Thousandths of the currency's unit. */ price: number | null
      currency: string | null
      retailer: string | null
    }
  | {
      kind: 'order'
      title: string | null
      items: number
      /** Thousandths of the currency's unit. */ total: number | null
      currency: string | null
    }
  | { kind: 'payment'; note: string | null }
  | { kind: 'groupInvite'; subject: string; caption: string | null }
  | { kind: 'album'; images: number; videos: number }
  | {
      kind: 'call'
      video: boolean
      missed: boolean
      /** Seconds. */ duration: number | null
    }
  | { kind: 'groupChange'; change: GroupChange; subjects: string[]; value: string | null }
  /** A yellow notice made from a stub (domain.md §4); `stub` is the wire's number, `parameters` as they came. */
  | { kind: 'notice'; stub: number; parameters: string[] }
  /** The chat's encryption began, or a security code changed. */
  | { kind: 'security'; change: 'encrypted' | 'identityChanged' | 'other' }
  | {
      kind: 'disappearing'
      /** Seconds; 0 is off. */ seconds: number
    }
  /** Content that may be opened once, on the phone only. */
  | { kind: 'viewOnce'; of: 'image' | 'video' | 'voice' | 'other' }
  /** The message could not be decrypted (yet); the phone is asked to send it again. */
  | { kind: 'waiting' }
  /** Understood by no rule here: "Open this on your phone". `type` is the wire's own word. */
  | { kind: 'unknown'; type: string }

export type ContentKind = Content['kind']
