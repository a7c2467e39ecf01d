/** What archiving a chat with blocking needs of the engine. */
export interface ArchiveCalls {
  pinned: (chatId: number) => Promise<boolean>
  archive: (chatId: number, on: boolean) => Promise<unknown>
  pin: (chatId: number) => Promise<unknown>
}

/**
 * Puts a chat into the archive, which unpins it.
 * @returns what brings it back as it was
 * @throws what the engine refuses it with
 */
export async function putAway(chatId: number, calls: ArchiveCalls): Promise<() => Promise<void>> {
  const pinned = await calls.pinned(chatId)
  await calls.archive(chatId, true)
  return async () => {
    await calls.archive(chatId, false)
    if (pinned) await calls.pin(chatId)
  }
}
