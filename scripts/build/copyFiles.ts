import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Puts every file of `from` that ends in `ending` into the folder `to` of the output, unchanged. */
export function copyFiles(from: string, ending: string, to: string): Plugin {
  return {
    name: 'pillion:copy-files',
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(from).filter(file => file.endsWith(ending))) {
        this.emitFile({ type: 'asset', fileName: `${to}/${name}`, source: readFileSync(join(from, name)) })
      }
    },
  }
}
