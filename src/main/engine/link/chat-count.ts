/** Counts the chats of a history once each: a chat comes in several chunks, under its number or its LID. */
export class ChatCount {
  readonly #lidOf: (pn: string) => string | null
  readonly #jids = new Set<string>()

  constructor(lidOf: (pn: string) => string | null) {
    this.#lidOf = lidOf
  }

  get size(): number {
    return this.#jids.size
  }

  /** @param pairs what was learned with these chats, and so may make one of two that were counted */
  add(chats: readonly string[], pairs: readonly { pn: string; lid: string }[]): void {
    for (const jid of chats) this.#jids.add(this.#lidOf(jid) ?? jid)
    for (const { pn, lid } of pairs) if (this.#jids.delete(pn)) this.#jids.add(lid)
  }

  clear(): void {
    this.#jids.clear()
  }
}
