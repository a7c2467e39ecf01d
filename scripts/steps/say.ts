/** Tells the person at the terminal what is being done. On standard error: standard output is for what other programs read. */
export function say(line: string): void {
  process.stderr.write(`• ${line}\n`)
}
