/** From messages to what stands in the log: day separators, the unread separator, runs by one author, lines. Pure. */
import type { Message } from '../../../shared/model.ts'
import { isSystemLine } from '../../../shared/rules/deletion.ts'
import { dayOf } from './days.ts'

/** Messages of one author are drawn as one run when they are no further apart than this. */
const RUN_GAP_MS = 5 * 60_000

export interface UnreadMark {
  /** The separator stands above this message. */
  beforeId: number
  count: number
}

export type Row =
  /** `day`: local date as `YYYY-MM-DD`. */
  | { type: 'day'; key: string; day: string; at: number }
  | { type: 'unread'; key: string; count: number }
  | { type: 'line'; key: string; message: Message }
  /** `first` and `last` within its run. */
  | { type: 'message'; key: string; message: Message; first: boolean; last: boolean }

/** No bubble but a centred line in words. */
export function isLine(message: Message): boolean {
  return isSystemLine(message.content.kind)
}

function sameRun(a: Message, b: Message): boolean {
  return (
    !isLine(a) &&
    !isLine(b) &&
    a.fromMe === b.fromMe &&
    a.author.id === b.author.id &&
    b.at - a.at <= RUN_GAP_MS &&
    dayOf(a.at) === dayOf(b.at)
  )
}

export function buildRows(messages: readonly Message[], mark: UnreadMark | null): Row[] {
  const rows: Row[] = []
  let day = ''
  messages.forEach((message, index) => {
    const ownDay = dayOf(message.at)
    if (ownDay !== day) {
      day = ownDay
      rows.push({ type: 'day', key: `day-${day}-${message.id}`, day, at: message.at })
    }
    const marked = mark !== null && mark.beforeId === message.id
    if (marked) rows.push({ type: 'unread', key: 'unread', count: mark.count })
    const key = `m-${message.id}`
    if (isLine(message)) {
      rows.push({ type: 'line', key, message })
      return
    }
    const before = messages[index - 1]
    const after = messages[index + 1]
    const first = before === undefined || marked || !sameRun(before, message)
    const last = after === undefined || mark?.beforeId === after.id || !sameRun(message, after)
    rows.push({ type: 'message', key, message, first, last })
  })
  return rows
}
