import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Takes a file that is dropped anywhere in the window or pasted, while `on`. While it is not, a dropped file does nothing:
 * the page would be left for it.
 * @returns whether a file is being held over the window
 */
export function useFileIntake(on: boolean, onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false)
  const take = useEffectEvent((files: FileList | undefined): boolean => {
    const file = files?.[0]
    if (file === undefined || !on) return false
    onFile(file)
    return true
  })
  const hold = useEffectEvent((event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = on ? 'copy' : 'none'
    setOver(on)
  })
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    window.addEventListener('dragover', event => hold(event), { signal })
    window.addEventListener(
      'dragleave',
      event => {
        // Between two elements of the page it is only left for another one.
        if (event.relatedTarget === null) setOver(false)
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      event => {
        setOver(false)
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        take(event.dataTransfer.files)
      },
      { signal },
    )
    window.addEventListener(
      'paste',
      event => {
        const { clipboardData } = event
        if (clipboardData !== null && !isText(clipboardData) && take(clipboardData.files)) event.preventDefault()
      },
      { signal },
    )
    return () => end.abort()
  }, [])
  return over
}

/**
 * Text that is copied from a document brings a picture of itself along: the text is meant. A picture copied from a page has no
 * text, and a file copied in a file manager no more than its path.
 */
function isText({ types }: DataTransfer): boolean {
  return types.includes('text/plain') && types.includes('text/html')
}
