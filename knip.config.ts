import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'scripts/run.mjs',
    'scripts/{demo,start,test,build,electron}.ts',
    'src/main/{index,serve}.ts',
    'src/main/engine/worker.ts',
    'src/main/engine/link/decoder.ts',
    'src/preload/index.ts',
    'src/renderer/main.tsx',
    'test/bench/*.ts',
    'test/e2e/**/*.spec.ts',
  ],
  project: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'scripts/**/*.{ts,mjs}'],
}

export default config
