import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { copyFiles } from './scripts/build/copyFiles.ts'
import { licences } from './scripts/build/licences.ts'
import { optionalPeers } from './scripts/build/optionalPeers.ts'

const root = import.meta.dirname
const at = (path: string): string => join(root, path)
/** Data that lies in our own source files. */
const data = [
  {
    name: 'Unicode confusables',
    version: '17.0',
    licence: 'Unicode-3.0',
    text: readFileSync(at('resources/licences/unicode-v3.txt'), 'utf8').trim(),
  },
]
const { collect, provide } = licences(root, ['better-sqlite3'], data)

/** Everything that runs in Node, flat in out/main: beside each file lies what it starts, so `import.meta.dirname` is enough. */
const mainEntries = {
  index: at('src/main/index.ts'),
  serve: at('src/main/serve.ts'),
  worker: at('src/main/engine/worker.ts'),
  decoder: at('src/main/engine/link/decoder.ts'),
}

export default defineConfig({
  main: {
    plugins: [
      optionalPeers(['sharp', 'jimp', 'link-preview-js', 'audio-decode']),
      copyFiles(at('src/main/engine/store/migrations'), '.sql', 'migrations'),
      collect(),
    ],
    build: {
      // Electron 33, which the end-to-end tests may run in, has Node 20.18.
      target: 'node20.18',
      sourcemap: true,
      // Only the native addon stays outside; bundled packages load faster and node_modules need not be shipped.
      externalizeDeps: {
        exclude: ['baileys', 'libphonenumber-js', 'libsignal', 'linkify-it', 'pino', 'undici', 'ws', 'zod'],
      },
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(mainEntries).filter(([, file]) => existsSync(file))),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [collect()],
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), provide()],
    build: {
      target: 'es2022',
      cssTarget: ['chrome130', 'firefox130', 'safari17.5'],
      minify: true,
      sourcemap: true,
      // Neither an inline script nor a data: address for one: the content security policy has no room for them.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
})
