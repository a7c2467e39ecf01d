import { Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Linking } from '../../shared/model.ts'
import { errorText } from '../data/errorText.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { readNumber } from '../newchat/readNumber.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { countdown } from '../ui/time.ts'
import { useCopy } from '../ui/useCopy.ts'
import { useNow } from '../ui/useNow.ts'
import css from './Pane.module.css'

/** Linking by phone number: the number, then the eight characters to enter on the phone. */
export function CodePane({ linking, onQr }: { linking: Linking; onQr: () => void }) {
  const t = useT()
  const cancel = useCommand('linkCancel')
  return (
    <>
      {linking.step === 'code' ? (
        <Code linking={linking} onOther={() => cancel.mutate({})} />
      ) : (
        <NumberForm waiting={linking.step === 'starting'} />
      )}
      <Button onClick={onQr}>{t('link.withQr')}</Button>
    </>
  )
}

function NumberForm({ waiting }: { waiting: boolean }) {
  const t = useT()
  const own = useAppState(state => state.account?.phone ?? null)
  const start = useCommand('linkByCode', { quiet: true })
  const [text, setText] = useState(own ?? '')
  const [wrong, setWrong] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const number = readNumber(text, own)
    setWrong(number === null)
    if (number !== null) start.mutate({ phone: number.e164 })
  }

  const error = wrong ? t('errors.BAD_NUMBER') : start.error ? errorText(start.error, t) : null
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('link.number')}
        hint={t('link.numberHint')}
        error={error}
        type="tel"
        dir="ltr"
        autoComplete="tel"
        maxLength={40}
        value={text}
        onChange={event => {
          setText(event.target.value)
          setWrong(false)
        }}
      />
      <Button type="submit" look="primary" busy={start.isPending || (waiting && start.isSuccess)}>
        {t('link.getCode')}
      </Button>
    </form>
  )
}

function Code({ linking, onOther }: { linking: Extract<Linking, { step: 'code' }>; onOther: () => void }) {
  const t = useT()
  const now = useNow(1000)
  const copy = useCopy()
  const code = linking.code.length === 8 ? `${linking.code.slice(0, 4)}-${linking.code.slice(4)}` : linking.code
  return (
    <>
      <div className={css.codeBox}>
        <p className={css.small}>{t('link.codeFor', { phone: shown(linking.phone) })}</p>
        <output aria-label={t('link.codeLabel')} className={css.code} dir="ltr">
          {code}
        </output>
        <p className={css.small}>{t('link.validFor', { time: countdown(linking.expiresAt, now) })}</p>
        <Button icon={<Copy aria-hidden />} onClick={() => void copy(linking.code)}>
          {t('link.copyCode')}
        </Button>
      </div>
      <ol className={css.steps}>
        <li>{t('link.step1')}</li>
        <li>{t('link.step2')}</li>
        <li>{t('link.codeStep3')}</li>
      </ol>
      <Button look="quiet" onClick={onOther}>
        {t('link.changeNumber')}
      </Button>
    </>
  )
}

/** The phone number in its usual groups; as it came if it is not one. */
function shown(phone: string): string {
  return readNumber(phone.startsWith('+') ? phone : `+${phone}`, null)?.international ?? phone
}
