/**
 * Where the list stands, kept while what is in it changes. Pages come and go at both ends and rows grow, so the browser's
 * own idea of "so many pixels from the top" is worth nothing: the list stands at a message, or at the end.
 */

/** As close to the end (px) counts as standing there: rounding, and the last message's margin. */
const END_SLACK = 24

/** A row and how far its top is from the top of the view, px. */
interface Hold {
  id: string
  offset: number
}

export interface Seen {
  atEnd: boolean
  /** Row of the first message in the view. */
  firstId: number | null
  /** Row of the last message whose end is in the view (or which fills it). */
  lastId: number | null
}

/** Rows carry their message's row number in `data-id`; other rows (days) carry none and are never held on to. */
export class Scrolling {
  readonly #view: HTMLElement
  readonly #content: HTMLElement
  #atEnd = true
  /** Every row in the view: should the first be gone, the next one holds. */
  #holds: Hold[] = []
  #lastTop = 0
  #lastHeight = 0

  constructor(view: HTMLElement, content: HTMLElement) {
    this.#view = view
    this.#content = content
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  /** After the user scrolled. */
  moved(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#view
    // The content grew between the last frame and this one: that is no scrolling away from the end.
    const grew = this.#atEnd && scrollTop >= this.#lastTop && scrollHeight > this.#lastHeight
    this.#atEnd = grew || scrollHeight - scrollTop - clientHeight <= END_SLACK
    this.#note()
    if (grew) this.restore(null)
  }

  /**
   * After the content changed or the view was resized: stands where it stood.
   * @param notAbove the list follows new messages at the end only as long as this row stays in the view.
   */
  restore(notAbove: HTMLElement | null): void {
    const since = this.#movedSince()
    if (since < 0) this.#atEnd = false
    if (this.#atEnd) {
      const end = this.#view.scrollHeight - this.#view.clientHeight
      const limit = notAbove === null ? end : Math.max(this.#view.scrollTop, notAbove.offsetTop - 8)
      this.#set(Math.min(end, limit))
      if (limit < end - END_SLACK) this.#atEnd = false
    } else {
      for (const hold of this.#holds) {
        const row = this.row(hold.id)
        if (row === null) continue
        this.#set(row.offsetTop - hold.offset + since)
        break
      }
    }
    this.#note()
  }

  /**
   * Px the user scrolled since the last look: content may change before the browser has told of the scrolling. A view that
   * stands at the end because the content got shorter was not scrolled.
   */
  #movedSince(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.#view
    const end = scrollHeight - clientHeight
    return scrollTop >= end - 1 && this.#lastTop > end ? 0 : scrollTop - this.#lastTop
  }

  toEnd(): void {
    this.#atEnd = true
    this.restore(null)
  }

  toRow(row: HTMLElement, align: 'start' | 'center'): void {
    const room = this.#view.clientHeight - row.offsetHeight
    this.#set(row.offsetTop - (align === 'start' ? 12 : Math.max(12, room / 2)))
    const { scrollTop, scrollHeight, clientHeight } = this.#view
    this.#atEnd = scrollHeight - scrollTop - clientHeight <= END_SLACK
    this.#note()
  }

  row(id: number | string): HTMLElement | null {
    return this.#content.querySelector<HTMLElement>(`:scope > [data-id="${id}"]`)
  }

  /** Px of content beyond the view at either end. */
  room(): { above: number; below: number } {
    const { scrollTop, scrollHeight, clientHeight } = this.#view
    return { above: scrollTop, below: scrollHeight - scrollTop - clientHeight }
  }

  seen(): Seen {
    const bottom = this.#view.scrollTop + this.#view.clientHeight
    let lastId: number | null = null
    for (const row of this.#rowsInView()) {
      const end = row.offsetTop + row.offsetHeight
      if (end <= bottom + 4 || row.offsetTop <= this.#view.scrollTop) lastId = Number(row.dataset.id)
    }
    return { atEnd: this.#atEnd, firstId: this.#holds[0] === undefined ? null : Number(this.#holds[0].id), lastId }
  }

  #set(top: number): void {
    const wanted = Math.max(0, top)
    // Setting the same value again would stop a scroll under way.
    if (Math.abs(this.#view.scrollTop - wanted) > 0.5) this.#view.scrollTop = wanted
  }

  #note(): void {
    this.#lastTop = this.#view.scrollTop
    this.#lastHeight = this.#view.scrollHeight
    this.#holds = this.#rowsInView().map(row => ({ id: row.dataset.id ?? '', offset: row.offsetTop - this.#lastTop }))
  }

  #rowsInView(): HTMLElement[] {
    const rows = this.#content.children
    const top = this.#view.scrollTop
    const bottom = top + this.#view.clientHeight
    // First row that ends below the view's top, by halving: rows stand in order.
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle]
      if (row instanceof HTMLElement && row.offsetTop + row.offsetHeight <= top) low = middle + 1
      else high = middle
    }
    const found: HTMLElement[] = []
    for (let index = low; index < rows.length; index += 1) {
      const row = rows[index]
      if (!(row instanceof HTMLElement) || row.offsetTop >= bottom) break
      if (row.dataset.id !== undefined) found.push(row)
    }
    return found
  }
}
