import { readFile, stat } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** A file of the built page. */
export interface Asset {
  bytes: Buffer
  /** Value of the Content-Type header. */
  type: string
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * Reads the file that a URL's path names.
 * @param root folder of the built page
 * @param path as it stands in the URL, percent-encoded
 * @returns null when there is none, when its kind is not served, or when the path leads out of the folder
 */
export async function readAsset(root: string, path: string): Promise<Asset | null> {
  const file = locateAsset(root, path)
  const type = file === null ? undefined : types[extname(file)]
  if (file === null || type === undefined) return null
  try {
    if (!(await stat(file)).isFile()) return null
    return { bytes: await readFile(file), type }
  } catch {
    return null
  }
}

/** The file's place, or null when the path is none of this folder's. Does not look whether it exists. */
export function locateAsset(root: string, path: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  // A backslash or a colon means something to Windows only, and nothing that is built has one in its name.
  if (!decoded.startsWith('/') || /[\\:\0]/.test(decoded)) return null
  const file = resolve(join(root, decoded === '/' ? '/index.html' : decoded))
  const inside = relative(resolve(root), file)
  if (inside === '' || isAbsolute(inside) || inside.split(sep).some(part => part.startsWith('.'))) return null
  return file
}
