import { Dialog } from '@base-ui/react/dialog'
import { useRef, useState } from 'react'
import { Toasts } from '../../ui/Toasts.tsx'
import { useStatus } from '../statusStore.ts'
import { Show, type ShowHandle } from './Show.tsx'
import css from './StatusViewer.module.css'

/** The dialog over the window that shows status updates. Mounted once, wherever the user is: a quoted update opens it too. */
export function StatusViewer() {
  const viewing = useStatus(state => state.viewing)
  const close = useStatus(state => state.closeViewer)
  const show = useRef<ShowHandle>(null)
  const popup = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  // Each opening is a new one, with the same author too.
  const [opening, setOpening] = useState({ viewing, number: 0 })
  if (opening.viewing !== viewing) setOpening({ viewing, number: opening.number + 1 })
  if (viewing === null) return null
  return (
    <Dialog.Root
      open
      disablePointerDismissal
      onOpenChange={(open, details) => {
        if (open) return
        // Escape leads out of what is open within the viewer first.
        if (details.reason === 'escape-key' && show.current?.escape() === true) details.cancel()
        else close()
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          className={css.viewer}
          ref={popup}
          initialFocus={popup}
          onKeyDown={event => show.current?.key(event)}
        >
          <Show key={opening.number} ref={show} stage={stage} viewing={viewing} onClose={close} />
          {/* Those of the window lie below this dialog and out of reach. */}
          <div className={css.toasts}>
            <Toasts />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
