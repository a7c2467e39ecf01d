import { Phone, Search } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { errorText } from '../data/errorText.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Contacts } from './Contacts.tsx'
import css from './NewChat.module.css'
import { readNumber } from './readNumber.ts'

/** Starts a chat: with a phone number, or with somebody known. */
export function NewChat() {
  const t = useT()
  const open = useUi(state => state.newChat)
  const setNewChat = useUi(state => state.setNewChat)
  return (
    <Dialog open={open} onClose={() => setNewChat(false)} title={t('chats.new.title')} size="medium">
      <NewChatBody />
    </Dialog>
  )
}

function NewChatBody() {
  const t = useT()
  const [find, setFind] = useState('')
  return (
    <div className={css.body}>
      <ByNumber />
      <TextField
        type="search"
        label={t('chats.new.find')}
        hideLabel
        placeholder={t('chats.new.find')}
        autoComplete="off"
        maxLength={200}
        lead={<Search aria-hidden />}
        value={find}
        onChange={event => setFind(event.target.value)}
      />
      <Contacts find={find.trim()} />
    </div>
  )
}

function ByNumber() {
  const t = useT()
  const own = useAppState(state => state.account?.phone ?? null)
  const openChat = useUi(state => state.openChat)
  const byNumber = useCommand('chatOpenByNumber', { quiet: true })
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const number = readNumber(text, own)
    setWrong(number === null)
    if (number === null) return
    byNumber.mutate({ phone: number.e164 }, { onSuccess: chat => openChat(chat.id) })
  }

  const error = wrong ? t('errors.BAD_NUMBER') : byNumber.error ? errorText(byNumber.error, t) : null
  return (
    <form className={css.number} onSubmit={submit} noValidate>
      <TextField
        className={css.field}
        label={t('chats.new.number')}
        hint={t('chats.new.numberHint')}
        error={error}
        type="tel"
        dir="ltr"
        autoComplete="off"
        maxLength={40}
        lead={<Phone aria-hidden />}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setWrong(false)
          byNumber.reset()
        }}
      />
      <Button type="submit" look="primary" disabled={text.trim() === ''} busy={byNumber.isPending} className={css.go}>
        {t('chats.new.open')}
      </Button>
    </form>
  )
}
