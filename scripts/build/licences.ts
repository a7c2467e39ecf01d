import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** A package, or data of somebody else's, that is part of what is shipped. */
export interface Licence {
  name: string
  version: string
  /** SPDX expression. */
  licence: string
  /** The licence's own text, or what the package says of its author where it brings none. */
  text: string
}

const VIRTUAL = 'virtual:licences'
const RESOLVED = `\0${VIRTUAL}`
const PLACEHOLDER = '__PILLION_LICENCES__'

/**
 * Collects which packages end up in the bundles and gives the renderer their licences as `virtual:licences`.
 * `collect` goes into the build of main and preload, which run before the renderer's; `provide` into the renderer's.
 * The build fails when a bundle needs a package that is neither in it nor shipped: its licence would be missing, and so would it.
 * @param root folder that holds node_modules
 * @param shippedWhole packages that are shipped beside the bundles
 * @param others what is shipped and no package
 */
export function licences(
  root: string,
  shippedWhole: string[],
  others: Licence[],
): { collect: () => Plugin; provide: () => Plugin } {
  const folders = new Set(shippedWhole.map(name => join(root, 'node_modules', name)))
  const note = (moduleId: string): void => {
    const folder = packageFolder(moduleId)
    if (folder !== null) folders.add(folder)
  }
  const collect = (): Plugin => ({
    name: 'pillion:licences-collect',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(output => output.type === 'chunk')
      for (const chunk of chunks) chunk.moduleIds.forEach(note)
      const missing = notShipped(
        chunks.flatMap(chunk => [...chunk.imports, ...chunk.dynamicImports]).filter(name => !(name in bundle)),
        shippedWhole,
      )
      if (missing.length > 0) this.error(`needed, but neither bundled nor shipped: ${missing.join(', ')}`)
    },
  })
  const provide = (): Plugin => ({
    name: 'pillion:licences-provide',
    resolveId: id => (id === VIRTUAL ? RESOLVED : null),
    load: id => (id === RESOLVED ? `export const licences = JSON.parse('${PLACEHOLDER}')` : null),
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(output => output.type === 'chunk')
      for (const chunk of chunks) chunk.moduleIds.forEach(note)
      for (const chunk of chunks) {
        // The list is known only now, when every chunk is: it takes the place of the string put in above.
        chunk.code = chunk.code.replace(new RegExp(`(['"\`])${PLACEHOLDER}\\1`), () =>
          JSON.stringify(JSON.stringify(sorted([...read([...folders]), ...others]))),
        )
      }
    },
  })
  return { collect, provide }
}

/** Which of a bundle's outside imports would not be found where Pillion is installed. */
export function notShipped(imports: string[], shippedWhole: string[]): string[] {
  return imports.filter(name => !isBuiltin(name) && name !== 'electron' && !shippedWhole.includes(name))
}

/** `…/node_modules/@scope/name/lib/x.js` → `…/node_modules/@scope/name`; null for own files. */
function packageFolder(moduleId: string): string | null {
  const clean = moduleId.replace(/^\0/, '').replace(/\?.*$/, '')
  return /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(clean)?.[1] ?? null
}

function read(folders: string[]): Licence[] {
  const found = new Map<string, Licence>()
  for (const folder of folders) {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) continue
    const about = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const { name, version } = about
    if (typeof name !== 'string' || typeof version !== 'string') continue
    found.set(`${name}@${version}`, {
      name,
      version,
      licence: typeof about.license === 'string' ? about.license : 'see text',
      text: licenceText(folder) ?? authorLine(about.author),
    })
  }
  return [...found.values()]
}

function sorted(parts: Licence[]): Licence[] {
  return parts.sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

function licenceText(folder: string): string | null {
  const file = readdirSync(folder).find(name => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name))
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim()
}

function authorLine(author: unknown): string {
  if (typeof author === 'string') return author
  if (typeof author === 'object' && author !== null && 'name' in author) return String(author.name)
  return ''
}
