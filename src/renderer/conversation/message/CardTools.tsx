import { type Ref, useImperativeHandle, useState } from 'react'
import type { Message } from '../../../shared/model.ts'
import type { CardRequest } from './actions.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { ListDialog } from './ListDialog.tsx'
import { NumberDialog } from './NumberDialog.tsx'

export interface CardToolsHandle {
  open: (request: CardRequest) => void
}

/** The dialogs of all cards, outside of the messages: one of them is open at a time. */
export function CardTools({ ref, onSent }: { ref: Ref<CardToolsHandle>; onSent: (message: Message) => void }) {
  const [request, setRequest] = useState<CardRequest | null>(null)
  const [open, setOpen] = useState(false)
  useImperativeHandle(
    ref,
    () => ({
      open: next => {
        setRequest(next)
        setOpen(true)
      },
    }),
    [],
  )
  const onClose = (): void => setOpen(false)
  switch (request?.kind) {
    case 'link':
      return <LinkDialog open={open} address={request.url} onClose={onClose} />
    case 'number':
      return <NumberDialog open={open} number={request.phone} onClose={onClose} />
    case 'list':
      return <ListDialog key={request.message.id} open={open} request={request} onSent={onSent} onClose={onClose} />
    default:
      return null
  }
}
