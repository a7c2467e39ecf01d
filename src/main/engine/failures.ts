/** An unexpected error for the log: its kind and where it happened, never its message, which may hold texts or numbers. */
export function framesOf(error: unknown): { error: string; code: string | null; frames: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: null, frames: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return { error: error.name, code, frames: frames.slice(0, 12).map(line => line.trim()) }
}
