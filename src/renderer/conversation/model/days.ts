/** Local days and lengths of time. Words for them are in ui/time.ts. */

const pad = (value: number): string => String(value).padStart(2, '0')

/** Local date of a time (ms) as `YYYY-MM-DD`. */
export function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** `m:ss` or `h:mm:ss` of a number of seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = pad(whole % 60)
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`
}
