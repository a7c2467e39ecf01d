import { describe, expect, it } from 'vitest'
import type { Answering } from '../../../src/main/bridge/door.ts'
import { makeDoor, makeHostDoor } from '../../../src/main/bridge/door.ts'
import { type IpcOptions, serveIpc } from '../../../src/main/bridge/ipc.ts'
import type { EngineEvent } from '../../../src/shared/model.ts'
import { callNames, channelOf, EVENTS_CHANNEL, hostCallNames } from '../../../src/shared/names.ts'

/** The part of a page's contents and frames that the bridge looks at. */
interface Frame {
  url: string
}
interface Page {
  mainFrame: Frame
  sent: [string, unknown][]
  gone: boolean
  isDestroyed(): boolean
  send(channel: string, value: unknown): void
}

function makePage(url = 'app://pillion/'): Page {
  return {
    mainFrame: { url },
    sent: [],
    gone: false,
    isDestroyed() {
      return this.gone
    },
    send(channel, value) {
      this.sent.push([channel, value])
    },
  }
}

function setUp(page: Page | null) {
  type Handler = (event: unknown, input: unknown) => unknown
  const handlers = new Map<string, Handler>()
  const listeners = new Set<(events: EngineEvent[]) => void>()
  const engine: Answering = {
    call: async (name, input) => ({ ok: true, value: { name, input } }),
    onEvents(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const ipc = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    removeHandler: (channel: string) => void handlers.delete(channel),
  }
  const copied: string[] = []
  const stop = serveIpc({
    // Electron's own classes cannot be made outside of it; these have what is looked at.
    ipc: ipc as unknown as IpcOptions['ipc'],
    page: () => page as unknown as ReturnType<IpcOptions['page']>,
    engine,
    door: makeDoor(engine, () => {}),
    hostDoor: makeHostDoor(
      {
        codeCopied: ({ code }) => {
          copied.push(code)
          return { willClear: true }
        },
        mediaAddress: () => ({ before: 'app://pillion/media/', after: '' }),
      },
      () => {},
    ),
    origin: 'app://pillion',
    log: () => {},
  })
  const call = (sender: Page, senderFrame: Frame | null, name = 'chatGet', input: unknown = { chatId: 1 }): unknown =>
    handlers.get(`pillion:call:${name}`)?.({ sender, senderFrame }, input)
  const tell = (events: EngineEvent[]): void => {
    for (const listener of listeners) listener(events)
  }
  return { handlers, call, tell, stop, listeners, copied }
}

describe('IPC', () => {
  it('has one channel per call and takes them all back', () => {
    const { handlers, stop, listeners } = setUp(makePage())
    expect([...handlers.keys()].sort()).toEqual([...callNames, ...hostCallNames].map(channelOf).sort())
    stop()
    expect(handlers.size + listeners.size).toBe(0)
  })

  it('answers the main frame of the page', async () => {
    const page = makePage()
    expect(await setUp(page).call(page, page.mainFrame)).toMatchObject({ ok: true, value: { name: 'chatGet' } })
  })

  it('checks the input', async () => {
    const page = makePage()
    const { call } = setUp(page)
    expect(await call(page, page.mainFrame, 'chatGet', { chatId: 'x' })).toMatchObject({ error: { code: 'BAD_INPUT' } })
  })

  it('answers what is the host’s own by itself, as strictly', async () => {
    const page = makePage()
    const { call, copied } = setUp(page)
    const codeCopied = (input: unknown, frame: Frame | null = page.mainFrame) => call(page, frame, 'codeCopied', input)
    expect(await codeCopied({ code: '4821' })).toEqual({ ok: true, value: { willClear: true } })
    for (const input of [null, {}, { code: '' }, { code: 4821 }, { code: '1'.repeat(65) }, { code: '1', more: 1 }]) {
      expect(await codeCopied(input)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    }
    expect(await codeCopied({ code: 'x'.repeat(400_000) })).toMatchObject({ error: { code: 'TOO_LARGE' } })
    expect(await codeCopied({ code: '4821' }, null)).toMatchObject({ error: { code: 'FORBIDDEN' } })
    expect(copied).toEqual(['4821'])
  })

  const other = makePage()
  const away = makePage('https://example.org/')
  const lookalike = makePage('app://pillion.example.org/')
  const page = makePage()
  it.each([
    ['another frame of the page', page, page, { url: 'app://pillion/' }],
    ['no frame', page, page, null],
    ['another page', page, other, other.mainFrame],
    ['a page that went elsewhere', away, away, away.mainFrame],
    ['a page whose origin merely begins alike', lookalike, lookalike, lookalike.mainFrame],
    ['anyone while there is no window', null, page, page.mainFrame],
  ])('refuses %s', async (_who, shown, sender, frame) => {
    expect(await setUp(shown).call(sender, frame)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } })
  })

  it('tells events to the page, and to none that is gone', () => {
    const shown = makePage()
    const { tell } = setUp(shown)
    tell([{ type: 'statuses' }])
    shown.gone = true
    tell([{ type: 'statuses' }])
    expect(shown.sent).toEqual([[EVENTS_CHANNEL, [{ type: 'statuses' }]]])
  })
})
