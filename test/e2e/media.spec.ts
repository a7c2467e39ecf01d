import type { Page } from '@playwright/test'
import type { Output } from '../../src/shared/contract.ts'
import type { Result, StatusPost } from '../../src/shared/model.ts'
import { clip } from '../phone/world/clips.ts'
import { photo } from '../phone/world/pictures.ts'
import { expect, test } from './support/app.ts'
import { story } from './support/story.ts'

const here = story()

/** Seconds of the film: long enough that a player asks for it in parts. */
const SECONDS = 120

/**
 * Asks the engine from within the page, on a line of its own: that of the desktop app's preload, or the browser host's WebSocket
 * with the token that the tab keeps.
 */
async function ask<T>(page: Page, name: string, input: object): Promise<T> {
  const result = await page.evaluate(`
    (async () => {
      const [name, input] = ${JSON.stringify([name, input])}
      if (window.pillion) return window.pillion[name](input)
      const socket = new WebSocket('ws://' + location.host + '/bridge')
      const next = () => new Promise(done => { socket.onmessage = ({ data }) => done(JSON.parse(data)) })
      await new Promise(done => { socket.onopen = done })
      socket.send(sessionStorage.getItem('pillion.token'))
      const { mediaKey } = await next()
      if (name === 'mediaAddress') {
        socket.close()
        return { ok: true, value: { before: '/media/', after: '?key=' + mediaKey } }
      }
      socket.send(JSON.stringify({ id: 1, name, input }))
      for (;;) {
        const message = await next()
        if (!message.result) continue
        socket.close()
        return message.result
      }
    })()`)
  const answer = result as Result<T>
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`)
  return answer.value
}

/** Loads an address as the page does. @returns the picture's width, or null when it does not load */
function widthOf(page: Page, address: string): Promise<unknown> {
  return page.evaluate(`
    new Promise(done => {
      const image = new Image()
      image.onload = () => done(image.naturalWidth)
      image.onerror = () => done(null)
      image.src = ${JSON.stringify(address)}
    })`)
}

/** Plays a film at these seconds. @returns where it was then, and how long and wide it is */
function windTo(page: Page, address: string, seconds: number[]): Promise<unknown> {
  return page.evaluate(`
    (async () => {
      const video = document.createElement('video')
      video.muted = true
      video.preload = 'auto'
      const once = name => new Promise((done, failed) => {
        video.addEventListener(name, done, { once: true })
        video.addEventListener('error', () => failed(new Error(video.error.message)), { once: true })
      })
      const loaded = once('loadeddata')
      video.src = ${JSON.stringify(address)}
      document.body.append(video)
      await loaded
      const at = []
      for (const second of ${JSON.stringify(seconds)}) {
        const found = once('seeked')
        video.currentTime = second
        await found
        at.push(video.currentTime)
      }
      video.remove()
      return { at, seekable: video.seekable.end(0), duration: video.duration, width: video.videoWidth }
    })()`)
}

test('pictures and films of posts load by their id alone, and a film can be wound', async () => {
  const { page, phone } = here
  const ada = here.meet('Ada Lovelace')
  const { jpeg, width } = photo(3)
  const film = clip(160, 160, SECONDS, (x, y, frame) => [(x + y + frame * 2) % 256, 128, (frame * 3) % 256])
  await ada.postStatus({ imageMessage: { ...phone.media.put(jpeg, 'image'), mimetype: 'image/jpeg' } })
  await ada.postStatus({ videoMessage: { ...phone.media.put(film, 'video'), mimetype: 'video/mp4', seconds: SECONDS } })
  const posts = async (): Promise<StatusPost[]> => {
    const list = await ask<Output<'statusesPage'>>(page, 'statusesPage', { query: '', after: null, limit: 10 })
    const personId = list.items[0]?.id
    if (personId === undefined) return []
    const all = await ask<StatusPost[]>(page, 'statusPosts', { personId })
    if (all.length === 2) await ask(page, 'statusOpened', { personId })
    return all
  }
  await expect.poll(async () => (await posts()).map(({ media }) => media.state)).toEqual(['here', 'here'])
  const { before, after } = await ask<{ before: string; after: string }>(page, 'mediaAddress', {})
  const [pictureUrl = '', filmUrl = ''] = (await posts()).map(({ mediaId }) => `${before}${mediaId}${after}`)

  expect(await widthOf(page, pictureUrl)).toBe(width)
  for (const wrong of [`${before}999${after}`, `${before}x${after}`, `${before}..%2f1${after}`, `${before}01${after}`])
    expect([wrong, await widthOf(page, wrong)]).toEqual([wrong, null])
  expect(await windTo(page, filmUrl, [100, 3, 118])).toEqual({
    at: [100, 3, 118],
    seekable: SECONDS,
    duration: SECONDS,
    width: 160,
  })
})
