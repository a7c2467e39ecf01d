import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { type DragEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Chat, Message, Page } from '../../shared/model.ts'
import { call } from '../data/call.ts'
import { rowsOf } from '../data/chatPages.ts'
import { errorText } from '../data/errorText.ts'
import { useAppState } from '../data/useAppState.ts'
import { useCall, useCommand } from '../data/useCall.ts'
import { useT } from '../i18n/useT.ts'
import { useUi } from '../shell/uiStore.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { plainWords } from '../ui/Isolated.tsx'
import { nameText } from '../ui/nameText.ts'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { spokenName } from '../ui/spokenName.ts'
import { showToast } from '../ui/toastStore.ts'
import { Announcer } from './Announcer.tsx'
import css from './Conversation.module.css'
import { Composer, type ComposerHandle, type Mode } from './composer/Composer.tsx'
import { Details } from './details/Details.tsx'
import { Header } from './header/Header.tsx'
import { MessageList } from './list/MessageList.tsx'
import { type MessageActions, MessageActionsContext } from './message/actions.ts'
import { CardTools, type CardToolsHandle } from './message/CardTools.tsx'
import { MessageTools, type MessageToolsHandle } from './message/MessageTools.tsx'
import { noticeWords } from './message/noticeWords.ts'
import { spokenText } from './message/spokenText.ts'
import { canEdit } from './model/rights.ts'
import { SelectionBar } from './selection/SelectionBar.tsx'
import { useSelection } from './selection/useSelection.ts'
import { useSession } from './useSession.ts'
import { ImpostorWarning } from './warning/ImpostorWarning.tsx'

export interface ConversationProps {
  chatId: number
  /** Row of a message to open at, or null: where reading stopped. */
  jumpTo: number | null
  onBack: () => void
}

/** One chat: header, messages, composer, details. Made anew for each chat (`key`). */
export function Conversation({ chatId, jumpTo, onBack }: ConversationProps) {
  const t = useT()
  const chat = useCall('chatGet', { chatId })
  const listed = useListedChat(chatId)
  const known = chat.data ?? (chat.error === null ? listed : null)
  if (known !== null) return <OpenConversation chat={known} jumpTo={jumpTo} onBack={onBack} />
  return (
    <section className={css.conversation} aria-label={t('conversation.messages')}>
      {chat.error === null ? (
        <SkeletonRows rows={6} label={t('conversation.loading')} />
      ) : (
        <ErrorState error={chat.error} onRetry={() => void chat.refetch()} />
      )}
    </section>
  )
}

/** The chat as the list shows it, so that opening it shows something at once. */
function useListedChat(chatId: number): Chat | null {
  const client = useQueryClient()
  const [listed] = useState(() => {
    const lists = client.getQueriesData<InfiniteData<Page<Chat>>>({ queryKey: ['chatsPage'] })
    for (const [, data] of lists) {
      const chat = rowsOf(data).find(row => row.id === chatId)
      if (chat !== undefined) return chat
    }
    return null
  })
  return listed
}

function OpenConversation({ chat, jumpTo, onBack }: { chat: Chat; jumpTo: number | null; onBack: () => void }) {
  const t = useT()
  const chatId = chat.id
  const { session, view } = useSession(chatId, jumpTo)
  const [mode, setMode] = useState<Mode>({ do: 'write', replyTo: null })
  const [detailsOpen, setDetailsOpen] = useState(false)
  const { selection, toggle, leave } = useSelection()
  const composer = useRef<ComposerHandle>(null)
  const tools = useRef<MessageToolsHandle>(null)
  const cards = useRef<CardToolsHandle>(null)
  const me = useAppState(state => state.account?.personId ?? null)
  const person = useCall('personGet', chat.personId === null ? null : { personId: chat.personId })
  const members = useCall('groupMembers', chat.kind === 'group' ? { chatId } : null)
  const markRead = useCommand('chatMarkRead', { quiet: true })
  const react = useCommand('messageReact')
  const retry = useCommand('messageRetry')
  const name = nameText(chat.name, t, chat.isSelf)
  // What needs the phone is not offered while there is none, nor what would write to somebody who is blocked.
  const linked = useAppState(state => state.connection.state !== 'unlinked')
  const usable = useMemo(() => (linked && !chat.blocked ? chat : { ...chat, canWrite: false }), [chat, linked])

  useEffect(() => {
    call('chatOpened', { chatId }).catch(() => {})
    composer.current?.focus()
  }, [chatId])

  const warned = chat.impostorOf !== null
  const was = useRef({ blocked: chat.blocked, warned })
  useEffect(() => {
    // The button that unblocked or dismissed is gone, and the focus with it.
    const isGone = (was.current.blocked && !chat.blocked) || (was.current.warned && !warned)
    if (isGone && document.activeElement === document.body) composer.current?.focus()
    was.current = { blocked: chat.blocked, warned }
  }, [chat.blocked, warned])

  const goTo = async (messageId: number): Promise<void> => {
    const error = await session.jumpTo(messageId)
    if (error !== null) {
      const words = error === 'NOT_FOUND' ? t('conversation.notFound') : errorText({ code: error }, t)
      showToast({ words, tone: 'error' })
    }
  }
  useJumps(chatId, messageId => void goTo(messageId))

  const toggleReaction = (message: Message, emoji: string): void => {
    const mine = message.reactions.find(reaction => reaction.fromMe)?.emoji ?? null
    react.mutate({ messageId: message.id, emoji: mine === emoji ? '' : emoji })
  }
  const actions = useStableActions({
    openMenu: (message, anchor) => tools.current?.open(message, anchor),
    jumpTo: messageId => void goTo(messageId),
    toggleReaction,
    retry: message => retry.mutate({ messageId: message.id }),
    toggleSelected: toggle,
    openCard: request => cards.current?.open(request),
    sent: message => void session.sent(message),
  })

  const leaveSelection = (): void => {
    leave()
    // Once it can be seen again.
    requestAnimationFrame(() => composer.current?.focus())
  }

  const isAdmin = members.data?.some(member => member.id === me && member.admin) ?? false
  const empty = view.phase === 'ready' && view.window.items.length === 0

  return (
    <section
      className={css.conversation}
      aria-label={t('conversation.region', { name })}
      data-details={detailsOpen ? '' : undefined}
      onDragOver={refuseFiles}
      onDrop={refuseFiles}
      onKeyDownCapture={event => {
        const within = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (selection === null || event.key !== 'Escape' || !within) return
        event.stopPropagation()
        leaveSelection()
      }}
    >
      <div className={css.main}>
        <Header
          chat={chat}
          person={person.data ?? null}
          members={members.data ?? null}
          detailsOpen={detailsOpen}
          onDetails={() => setDetailsOpen(open => !open)}
          onBack={onBack}
        />
        {chat.impostorOf === null ? null : <ImpostorWarning chat={chat} imitated={chat.impostorOf} />}
        <MessageActionsContext value={actions}>
          {view.phase === 'failed' ? (
            <ErrorState error={{ code: view.error }} onRetry={() => void session.open(null)} />
          ) : view.phase === 'loading' ? (
            <div className={css.loading}>
              <SkeletonRows rows={5} label={t('conversation.loading')} />
            </div>
          ) : empty && !view.window.phoneHasOlder ? (
            <EmptyState icon={<MessagesSquare aria-hidden />} title={t('conversation.empty')}>
              {usable.canWrite ? t('conversation.emptyHint') : null}
            </EmptyState>
          ) : (
            <MessageList
              chat={usable}
              chatName={name}
              session={session}
              view={view}
              onSeen={upTo => markRead.mutate({ chatId, upTo })}
              onEscape={() => composer.current?.focus()}
              selection={selection}
            />
          )}
          <MessageTools
            ref={tools}
            place={{ chat: usable, isAdmin }}
            onReply={message => setMode({ do: 'write', replyTo: message })}
            onEdit={message => setMode({ do: 'edit', message })}
            onReact={toggleReaction}
            onSelect={toggle}
          />
          <CardTools ref={cards} onSent={message => void session.sent(message)} />
        </MessageActionsContext>
        {selection === null ? null : <SelectionBar chat={chat} selection={selection} onLeave={leaveSelection} />}
        {/* Hidden, not removed: what was being written stays. */}
        <div className={css.writing} hidden={selection !== null}>
          <Composer
            ref={composer}
            chat={chat}
            mode={mode}
            onMode={setMode}
            onSent={message => void session.sent(message)}
            lastEditable={() =>
              view.window.items.findLast(message => message.fromMe && canEdit(message, Date.now())) ?? null
            }
            onEscape={() => {
              if (detailsOpen) setDetailsOpen(false)
              else onBack()
            }}
          />
        </div>
      </div>
      {detailsOpen ? (
        <Details
          chat={chat}
          members={members}
          onJump={() => {
            // There the panel lies over the messages.
            if (window.matchMedia('(width < 1200px)').matches) setDetailsOpen(false)
          }}
          onClose={() => setDetailsOpen(false)}
        />
      ) : null}
      <Arrivals session={session} />
      <Notices session={session} chatName={name} />
    </section>
  )
}

/** Jumps that are asked for while the chat is open already, from the search for instance. */
function useJumps(chatId: number, onJump: (messageId: number) => void): void {
  const asked = useUi(state => (state.chat?.chatId === chatId ? state.chat : null))
  const first = useRef(asked?.jump ?? 0)
  const jumped = useEffectEvent(onJump)
  const jump = asked?.jump ?? 0
  const messageId = asked?.messageId ?? null
  useEffect(() => {
    if (jump === first.current || messageId === null) return
    first.current = jump
    jumped(messageId)
  }, [jump, messageId])
}

/** The same object for good, whose functions call the latest ones. */
function useStableActions(actions: MessageActions): MessageActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const [stable] = useState<MessageActions>(() => ({
    openMenu: (message, anchor) => latest.current.openMenu(message, anchor),
    jumpTo: messageId => latest.current.jumpTo(messageId),
    toggleReaction: (message, emoji) => latest.current.toggleReaction(message, emoji),
    retry: message => latest.current.retry(message),
    toggleSelected: message => latest.current.toggleSelected(message),
    openCard: request => latest.current.openCard(request),
    sent: message => latest.current.sent(message),
  }))
  return stable
}

/** Says new incoming messages once. */
function Arrivals({ session }: { session: ReturnType<typeof useSession>['session'] }) {
  const t = useT()
  const [words, setWords] = useState('')
  const say = useEffectEvent((messages: readonly Message[]) => {
    const only = messages[0]
    if (only === undefined) return
    setWords(
      messages.length > 1
        ? t('conversation.arrivedMany', { count: messages.length })
        : t('conversation.arrived', { name: spokenName(only.author, t), text: spokenText(only, t).slice(0, 300) }),
    )
  })
  useEffect(() => session.onArrived(messages => say(messages)), [session])
  return <Announcer>{words}</Announcer>
}

/** Says business notices that appear, in a place of their own: the message that brought them is said, too. */
function Notices({ session, chatName }: { session: ReturnType<typeof useSession>['session']; chatName: string }) {
  const t = useT()
  const [words, setWords] = useState('')
  const say = useEffectEvent((notices: readonly Message[]) => {
    const sentences = notices.flatMap(({ content }) =>
      content.kind === 'notice' ? plainWords(noticeWords(content, chatName, t)) : [],
    )
    setWords([t('conversation.noticeName'), ...sentences].join('. '))
  })
  useEffect(() => session.onNoticed(notices => say(notices)), [session])
  return <Announcer>{words}</Announcer>
}

/** A file dropped on the page would replace it; sending files comes later. */
function refuseFiles(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault()
}
