import { jidDecode } from 'baileys'

export const STATUS = 'status@broadcast'

/** Digits or a JID to a JID of the given server. */
export function toJid(value: string, server: 's.whatsapp.net' | 'lid'): string {
  if (value.includes('@')) return bare(value)
  const digits = value.replace(/\D/g, '')
  if (digits === '') throw new Error(`not a number: ${value}`)
  return `${digits}@${server}`
}

/** The JID without its device. */
export function bare(jid: string): string {
  const at = jid.indexOf('@')
  const user = jid.slice(0, at).split(':')[0] ?? ''
  return `${user}${jid.slice(at)}`
}

/** The same user's device number; 0 is the phone itself. */
export function deviceOf(jid: string): number {
  return jidDecode(jid)?.device ?? 0
}

/** The JID of one device; device 0 is written without number. */
export function withDevice(jid: string, device: number): string {
  const at = jid.indexOf('@')
  const user = jid.slice(0, at).split(':')[0] ?? ''
  return device === 0 ? bare(jid) : `${user}:${device}${jid.slice(at)}`
}

export const isLid = (jid: string): boolean => jid.endsWith('@lid')
export const isGroup = (jid: string): boolean => jid.endsWith('@g.us')
