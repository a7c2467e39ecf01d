/** `npm run build`: makes out/ from the sources, if they changed. */
import { ensureBuilt } from './steps/build.ts'

process.exitCode = ensureBuilt() ? 0 : 1
