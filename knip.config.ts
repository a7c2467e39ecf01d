import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    // Started by name, by npm's scripts and by each other.
    'scripts/{demo,start,test,build,electron,confusables}.ts',
    'src/main/{index,serve}.ts',
    'src/main/engine/worker.ts',
    'src/main/engine/link/decoder.ts',
    'test/bench/*.ts',
    'test/e2e/**/*.spec.ts',
  ],
  project: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'scripts/**/*.{ts,mjs}'],
  // A type or constant that its own module uses may be exported as part of that module's face.
  ignoreExportsUsedInFile: true,
  // Looked for before it is used: a machine may have its own screen.
  ignoreBinaries: ['Xvfb'],
}

export default config
