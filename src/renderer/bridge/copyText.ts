/**
 * Puts a text on the clipboard, from within a press of a key or button. The desktop app grants its page no permission,
 * not even the clipboard's; there the document's own copy command does it, which needs none.
 * @throws when neither way worked
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    if (!copyByCommand(text)) throw new Error('nothing could be copied')
  }
}

function copyByCommand(text: string): boolean {
  let done = false
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    done = true
  }
  document.addEventListener('copy', fill, { capture: true, once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', fill, { capture: true })
  return done
}
