/** One function per contract entry that needs the store. Input has passed its schema; what is thrown becomes an error value. */
import type { Input, Output } from '../../shared/contract.ts'
import type { CallName } from '../../shared/names.ts'
import { typedNumber } from '../../shared/rules/phone.ts'
import { block } from './actions/block.ts'
import * as business from './actions/business.ts'
import * as cards from './actions/cards.ts'
import * as chats from './actions/chats.ts'
import { chatOf } from './actions/context.ts'
import * as impostors from './actions/impostors.ts'
import * as messages from './actions/messages.ts'
import * as open from './actions/open-chat.ts'
import { found, Refusal } from './actions/refusal.ts'
import * as posts from './actions/status-posts.ts'
import * as statuses from './actions/statuses.ts'
import type { ChangeFeed } from './changes.ts'
import type { Session } from './session.ts'

/** Answered by the engine itself: they concern more than an open store. */
export type EngineCall = 'appState' | 'unlink' | 'storeStartAnew'

export type Answers = {
  [N in Exclude<CallName, EngineCall>]: (input: Input<N>) => Output<N> | Promise<Output<N>>
}

export function makeAnswers(session: Session, feed: ChangeFeed): Answers {
  const { store, link, actions, media } = session
  return {
    chatsPage: input => store.chatReader.page(input),
    chatGet: ({ chatId }) => found(store.chatReader.get(chatId), 'chat'),
    peoplePage: input => store.peopleReader.page(input),
    personGet: ({ personId }) => open.person(actions, personId),
    groupMembers: ({ chatId }) => store.members.list(chatOf(actions, chatId).id),
    searchChats: ({ query, limit }) => store.search.chats(query, limit),
    searchMessages: input => store.search.messages(input),
    messagesPage: input => found(store.messageReader.page(input), 'chat'),
    messagesGet: ({ messageIds }) => store.messageReader.many(messageIds),
    messageInfo: ({ messageId }) => found(store.messageReader.info(messageId), 'message'),

    messageSend: input => messages.send(actions, input),
    messageEdit: input => messages.edit(actions, input),
    messageReact: input => messages.react(actions, input),
    messageDeleteForMe: input => messages.deleteForMe(actions, input),
    messageDeleteForEveryone: input => messages.deleteForEveryone(actions, input),
    messageCancel: input => messages.cancel(actions, input),
    messageRetry: input => messages.retry(actions, input),

    chatMarkRead: input => chats.markRead(actions, input),
    chatMarkUnread: input => chats.markUnread(actions, input),
    chatArchive: input => chats.archive(actions, input),
    chatPin: input => chats.pin(actions, input),
    chatMute: input => chats.mute(actions, input),
    chatClear: input => chats.clear(actions, input),
    chatDelete: input => chats.remove(actions, input),

    chatTyping: input => open.typing(actions, input),
    chatOpened: input => open.opened(actions, input),
    chatOpenByNumber: input => open.openByNumber(actions, input),
    chatOpenByPerson: input => open.openByPerson(actions, input),
    chatLoadOlder: input => open.loadOlder(actions, input),
    businessesPage: input => store.businessReader.page(input),
    businessDetails: ({ personId }) => business.details(actions, personId),
    businessRefresh: input => business.refresh(actions, input),
    blockList: () => store.peopleReader.blocked(),
    personBlock: input => block(actions, input),
    cardReply: input => cards.reply(actions, input),
    cardAnswer: ({ messageId }) => store.cardAnswers.of(messageId),
    messagesDeleteForMe: input => messages.deleteManyForMe(actions, input),
    impostorDismiss: input => impostors.dismiss(actions, input),
    statusesPage: input => store.statusReader.page(input),
    statusWalk: () => store.statusReader.walk(),
    statusPosts: ({ personId }) => found(store.statusReader.posts(personId), 'person'),
    statusMine: () => store.statusReader.mine(),
    statusViewers: input => found(store.statusReader.viewers(input), 'post'),
    statusOpened: ({ personId }) => {
      media.fetching.opened(found(store.people.current(personId), 'person'))
      return null
    },
    statusMediaGet: ({ statusId, again }) => {
      media.fetching.get(statusId, again)
      return null
    },
    statusSeen: input => statuses.seen(actions, input),
    statusReply: input => statuses.reply(actions, input),
    statusMute: input => statuses.mute(actions, input),
    statusPosting: () => posts.posting(actions),
    statusAudience: input => store.audience.page(input),
    statusExclude: input => posts.exclude(actions, input),
    statusPost: input => posts.post(actions, input),
    statusRetry: input => posts.retry(actions, input),
    statusDelete: input => posts.remove(actions, input),
    statusStorage: () => store.media.storage(),
    statusDeleteViewed: () => media.deleteViewed(),
    uploadBegin: input => media.uploads.begin(input),
    uploadPart: input => media.uploads.part(input),
    uploadDrop: input => media.uploads.drop(input),
    networkTold: ({ metered }) => {
      media.fetching.network(metered)
      return null
    },
    userPresent: ({ on }) => {
      session.userPresence.told(on)
      return null
    },
    draftSet: input => open.setDraft(actions, input),
    draftGet: ({ chatId }) => store.drafts.get(chatOf(actions, chatId).id),

    settingsSet: patch => {
      // What ran out in a kept chat is written down as kept before the setting may go.
      store.messages.purgeExpired(actions.now())
      const settings = store.settings.set(present(patch))
      if (!settings.readReceipts) store.viewQueue.drop()
      media.fetching.settingsChanged()
      feed.state({ type: 'settings', settings })
      return settings
    },

    linkByQr: async () => {
      await link.linkByQr()
      return null
    },
    linkByCode: async ({ phone }) => {
      const digits = typedNumber(phone)
      if (digits === null) throw new Refusal('BAD_NUMBER', 'not a phone number')
      await link.linkByCode(digits)
      return null
    },
    linkCancel: async () => {
      await link.cancelLinking()
      return null
    },
    reconnect: () => {
      link.reconnect()
      return null
    },
  }
}

/** A patch without the keys that are there but say nothing. */
function present<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
