import { Ban, Bell, BellOff, Copy, MessageSquare } from 'lucide-react'
import type { StatusPost } from '../../../shared/model.ts'
import { contentText } from '../../../shared/rules/preview.ts'
import { useAskedBlock } from '../../blocking/blockStore.ts'
import { plainText } from '../../conversation/model/text.ts'
import { useCall, useCommand } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import { useUi } from '../../shell/uiStore.ts'
import { MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import { OwnPostMenuItems, type OwnPostQuestion } from '../post/OwnPost.tsx'
import { useMuting } from '../useMuting.ts'

/** What can be done with a post and its author: the items of a menu. */
export function PostMenu(props: {
  post: StatusPost
  onQuestion: (question: OwnPostQuestion) => void
  onClose: () => void
}) {
  const { post, onClose } = props
  const t = useT()
  const copy = useCopy()
  const { author } = post
  const person = useCall('personGet', post.fromMe ? null : { personId: author.id }).data
  const { muted } = post
  const setMuted = useMuting()
  const openChat = useCommand('chatOpenByPerson')
  const ask = useAskedBlock(state => state.ask)
  const text = contentText(post.content)

  const showChat = (): void => {
    openChat.mutateAsync({ personId: author.id }).then(
      chat => {
        onClose()
        useUi.getState().openChat(chat.id)
      },
      () => {},
    )
  }

  return (
    <>
      {text === null || text === '' ? null : (
        <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copy(plainText(text, post.mentions))}>
          {t('status.viewer.menu.copy')}
        </MenuItem>
      )}
      {post.fromMe ? (
        <OwnPostMenuItems post={post} onAsk={props.onQuestion} />
      ) : (
        <>
          <MenuItem icon={<MessageSquare aria-hidden />} onSelect={showChat}>
            {t('status.list.openChat')}
          </MenuItem>
          <MenuItem
            icon={muted ? <Bell aria-hidden /> : <BellOff aria-hidden />}
            onSelect={() => setMuted(author.id, !muted)}
          >
            {t(muted ? 'status.list.unmute' : 'status.list.mute')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<Ban aria-hidden />}
            danger
            onSelect={() => {
              // Whoever is blocked has no updates here: the viewer makes room for the question.
              onClose()
              ask({
                personId: author.id,
                name: author.name,
                standing: author.standing,
                phone: person?.phone ?? null,
                chatId: person?.chatId ?? null,
              })
            }}
          >
            {t('businesses.block.block')}
          </MenuItem>
        </>
      )}
    </>
  )
}
