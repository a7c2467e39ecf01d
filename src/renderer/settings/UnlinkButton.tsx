import { useState } from 'react'
import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { RadioGroup } from '../ui/RadioGroup.tsx'
import { showToast } from '../ui/toastStore.ts'

/** There is something left to do on the phone: time to read it, ms. */
const LONG = 20_000

/** Unlinks this device after asking what shall become of the messages here. */
export function UnlinkButton() {
  const t = useT()
  const unlink = useCommand('unlink')
  const [asking, setAsking] = useState(false)
  const [fate, setFate] = useState<'keep' | 'erase'>('keep')
  const erase = fate === 'erase'
  return (
    <>
      <Button
        onClick={() => {
          setFate('keep')
          setAsking(true)
        }}
      >
        {t('settings.unlinkButton')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger={erase}
        title={t('settings.unlinkTitle')}
        description={t('settings.unlinkWords')}
        confirm={t(erase ? 'settings.unlinkEraseConfirm' : 'settings.unlinkKeepConfirm')}
        busy={unlink.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          unlink.mutate(
            { erase },
            {
              onSuccess: ({ told }) => {
                const done = t(erase ? 'settings.erased' : 'settings.unlinked')
                showToast(told ? { words: done } : { words: `${done} ${t('settings.phoneNotTold')}`, stay: LONG })
              },
              onSettled: () => setAsking(false),
            },
          )
        }
      >
        <RadioGroup
          hideLabel
          label={t('settings.unlinkTitle')}
          value={fate}
          choices={[
            { value: 'keep', label: t('settings.unlinkKeep'), hint: t('settings.unlinkKeepHint') },
            { value: 'erase', label: t('settings.unlinkErase'), hint: t('settings.unlinkEraseHint') },
          ]}
          onChange={setFate}
        />
      </ConfirmDialog>
    </>
  )
}
