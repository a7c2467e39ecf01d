import { useState } from 'react'
import type { StatusStorage } from '../../shared/model.ts'
import { bytes } from '../conversation/message/measures.ts'
import { useCall, useCommand } from '../data/useCall.ts'
import { useLanguage, useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { RadioGroup } from '../ui/RadioGroup.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { showToast } from '../ui/toastStore.ts'
import { Fact, Group } from './Group.tsx'
import { useSettings } from './useSettings.ts'

/** When files of status updates are fetched, and how much room they take. */
export function StatusSettings() {
  const t = useT()
  const { settings, change } = useSettings()
  const storage = useCall('statusStorage', {})
  return (
    <Group title={t('settings.status')}>
      <RadioGroup
        label={t('settings.statusMedia')}
        value={settings.statusMedia}
        choices={[
          { value: 'opened', label: t('settings.statusMediaOpened') },
          {
            value: 'unmetered',
            label: t('settings.statusMediaUnmetered'),
            hint: t('settings.statusMediaUnmeteredHint'),
          },
        ]}
        onChange={statusMedia => change({ statusMedia })}
      />
      {storage.data !== undefined ? (
        <Storage storage={storage.data} />
      ) : storage.error !== null ? (
        <ErrorState error={storage.error} onRetry={() => void storage.refetch()} />
      ) : (
        <SkeletonRows rows={1} label={t('common.loading')} />
      )}
    </Group>
  )
}

function Storage({ storage }: { storage: StatusStorage }) {
  const t = useT()
  const language = useLanguage()
  const remove = useCommand('statusDeleteViewed')
  const [asking, setAsking] = useState(false)
  const { files, viewedFiles } = storage
  const viewed = bytes(storage.viewedBytes, language)
  return (
    <>
      <Fact
        label={t('settings.statusStorage')}
        value={
          files === 0
            ? t('settings.statusStorageNone')
            : t('settings.statusStorageFiles', { count: files, size: bytes(storage.bytes, language) })
        }
        hint={files === 0 ? t('settings.statusStorageHint') : t('settings.statusStorageViewed', { size: viewed })}
        action={
          <Button
            onClick={() => {
              // Not disabled: that would take the focus away from whoever has just deleted them.
              if (viewedFiles === 0) showToast({ words: t('settings.statusNothing') })
              else setAsking(true)
            }}
          >
            {t('settings.statusDelete')}
          </Button>
        }
      />
      <ConfirmDialog
        open={asking}
        danger
        title={t('settings.statusDeleteTitle')}
        description={t('settings.statusDeleteWords', { count: viewedFiles, size: viewed })}
        confirm={t('settings.statusDeleteConfirm')}
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(
            {},
            {
              onSuccess: freed =>
                showToast({ words: t('settings.statusDeleted', { size: bytes(freed.bytes, language) }) }),
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </>
  )
}
