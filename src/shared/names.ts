/** The names of all calls, apart from their schemas, so that the preload need not carry those. */
export const callNames = [
  'appState',
  'chatsPage',
  'chatGet',
  'peoplePage',
  'personGet',
  'groupMembers',
  'searchChats',
  'searchMessages',
  'messagesPage',
  'messagesGet',
  'messageInfo',
  'messageSend',
  'messageEdit',
  'messageReact',
  'messageDeleteForMe',
  'messageDeleteForEveryone',
  'messageCancel',
  'messageRetry',
  'chatMarkRead',
  'chatMarkUnread',
  'chatArchive',
  'chatPin',
  'chatMute',
  'chatClear',
  'chatDelete',
  'chatTyping',
  'chatOpened',
  'chatOpenByNumber',
  'chatOpenByPerson',
  'chatLoadOlder',
  'businessesPage',
  'businessDetails',
  'businessRefresh',
  'blockList',
  'personBlock',
  'cardReply',
  'cardAnswer',
  'messagesDeleteForMe',
  'impostorDismiss',
  'statusesPage',
  'statusWalk',
  'statusPosts',
  'statusMine',
  'statusViewers',
  'statusOpened',
  'statusMediaGet',
  'statusSeen',
  'statusReply',
  'statusMute',
  'statusPosting',
  'statusAudience',
  'statusExclude',
  'statusPost',
  'statusRetry',
  'statusDelete',
  'statusStorage',
  'statusDeleteViewed',
  'uploadBegin',
  'uploadPart',
  'uploadDrop',
  'networkTold',
  'userPresent',
  'draftSet',
  'draftGet',
  'settingsSet',
  'linkByQr',
  'linkByCode',
  'linkCancel',
  'unlink',
  'reconnect',
  'storeStartAnew',
] as const

export type CallName = (typeof callNames)[number]

/** Calls that the host answers itself: what they do is no business of the engine, which has no window and no clipboard. */
export const hostCallNames = ['codeCopied', 'mediaAddress'] as const

export type HostCallName = (typeof hostCallNames)[number]

/** The IPC channel of a call. */
export function channelOf(name: CallName | HostCallName): string {
  return `pillion:call:${name}`
}

/** The IPC channel on which events reach the page. */
export const EVENTS_CHANNEL = 'pillion:events'
