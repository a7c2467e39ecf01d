import { safeStorage } from 'electron'
import type { SecretBox } from '../engine/ports.ts'
import { mark, PLAIN, plainBox, SEALED } from '../secrets.ts'

/**
 * The operating system's key store. On a Linux desktop without one, Electron's `basic_text` only hides bytes under a
 * password that everybody knows: that is no protection, so the plain box is used, which says what it is.
 * Call it once the app is ready.
 */
export async function openKeyStore(): Promise<SecretBox> {
  const backend = backendName()
  if (backend === 'basic_text' || backend === 'unknown' || !(await isAvailable())) return plainBox
  return {
    backend,
    protection: 'keychain',
    wrap: async bytes => mark(SEALED, await encrypt(Buffer.from(bytes).toString('base64'))),
    async unwrap(bytes) {
      // Written while there was no key store yet: readable all the same, and sealed when it is next written.
      if (bytes[0] === PLAIN) return bytes.slice(1)
      return new Uint8Array(Buffer.from(await decrypt(Buffer.from(bytes.slice(1))), 'base64'))
    },
  }
}

function backendName(): string {
  if (process.platform === 'darwin') return 'keychain'
  if (process.platform === 'win32') return 'dpapi'
  return safeStorage.getSelectedStorageBackend()
}

// The asynchronous calls came after Electron 33, which the end-to-end tests may run in.
const hasAsync = typeof safeStorage.encryptStringAsync === 'function'

async function isAvailable(): Promise<boolean> {
  return hasAsync ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
}

async function encrypt(text: string): Promise<Buffer> {
  return hasAsync ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
}

async function decrypt(bytes: Buffer): Promise<string> {
  return hasAsync ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes)
}
