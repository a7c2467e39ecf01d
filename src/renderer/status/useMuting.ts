import { useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { showToast } from '../ui/toastStore.ts'

/** Mutes and unmutes an author's status updates, says so, and offers to undo it. A failure has its toast as well. */
export function useMuting(): (personId: number, on: boolean) => void {
  const t = useT()
  const mute = useCommand('statusMute')
  return (personId, on) => {
    // What it is called from may be gone by the time of the answer, and callbacks of `mutate` with it; the promise is not.
    mute.mutateAsync({ personId, on }).then(
      () =>
        showToast({
          words: t(on ? 'status.list.wasMuted' : 'status.list.wasUnmuted'),
          action: { label: t('common.undo'), run: () => mute.mutate({ personId, on: !on }) },
        }),
      () => {},
    )
  }
}
