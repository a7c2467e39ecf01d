import { useState } from 'react'

interface OpenDetails {
  event: Event
}

/**
 * Where in the page a menu or tooltip is put: into the dialog or main part that its trigger stands in, so that it belongs
 * to a landmark and is not shut out by a modal dialog. `follow` is called with what opened it.
 */
export function useFloatHost(): { host: HTMLElement | null; follow: (open: boolean, details: OpenDetails) => void } {
  const [host, setHost] = useState<HTMLElement | null>(null)
  return {
    host,
    follow: (open, details) => {
      if (!open) return
      const { target } = details.event
      setHost(target instanceof Element ? target.closest<HTMLElement>('[role="dialog"], main') : null)
    },
  }
}
