import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { Button } from '../../ui/Button.tsx'
import css from './Composer.module.css'

/** In the composer's place while no phone is linked: what would be written could go nowhere, not even into the outbox. */
export function Unlinked() {
  const t = useT()
  const setLinking = useUi(state => state.setLinking)
  return (
    <div className={css.closed}>
      <p>{t('conversation.composer.notLinked')}</p>
      <Button onClick={() => setLinking(true)}>{t('connection.linkAgain')}</Button>
    </div>
  )
}
