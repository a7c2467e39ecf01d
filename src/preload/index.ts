/** The page's only way out in the desktop app: one named function per call of the contract, and the events. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { EngineEvent, Result } from '../shared/model.ts'
import { callNames, channelOf, EVENTS_CHANNEL, hostCallNames } from '../shared/names.ts'

type Call = (input: unknown) => Promise<Result<unknown>>

const calls: Record<string, Call> = Object.fromEntries(
  [...callNames, ...hostCallNames].map(name => [name, (input: unknown) => ask(channelOf(name), input)]),
)

contextBridge.exposeInMainWorld('pillion', {
  ...calls,
  onEvents(listener: (events: EngineEvent[]) => void): () => void {
    const receive = (_event: IpcRendererEvent, events: EngineEvent[]): void => listener(events)
    ipcRenderer.on(EVENTS_CHANNEL, receive)
    return () => {
      ipcRenderer.removeListener(EVENTS_CHANNEL, receive)
    }
  },
})

/** What cannot be cloned or answered becomes an error value like every other failure. */
async function ask(channel: string, input: unknown): Promise<Result<unknown>> {
  try {
    return (await ipcRenderer.invoke(channel, input)) as Result<unknown>
  } catch (error) {
    return { ok: false, error: { code: 'INTERNAL', message: error instanceof Error ? error.message : 'no answer' } }
  }
}
