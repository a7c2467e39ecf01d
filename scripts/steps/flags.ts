import { parseArgs } from 'node:util'
import { say } from './say.ts'

export interface RunFlags {
  /** The browser host even where Electron would run. */
  browser: boolean
  /** The demo's contacts write nothing by themselves. */
  quiet: boolean
  port: string | null
  data: string | null
}

/**
 * Flags of `npm run demo` and `npm start`. npm keeps flags that stand before its `--` for itself and hands them on as
 * variables: those it does not use otherwise are heeded too.
 */
export function readRunFlags(): RunFlags {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean' },
        quiet: { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
      },
    })
    return {
      browser: values.browser ?? process.env.npm_config_browser === 'true',
      quiet: values.quiet ?? false,
      port: values.port ?? process.env.npm_config_port ?? null,
      data: values.data ?? process.env.npm_config_data ?? null,
    }
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}. Flags: --browser, --quiet, --port N, --data DIR`)
    process.exit(2)
  }
}
