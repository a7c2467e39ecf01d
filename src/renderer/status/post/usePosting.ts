import { useEffect, useRef, useState } from 'react'
import type { Input } from '../../../shared/contract.ts'
import type { ErrorCode, StatusPost } from '../../../shared/model.ts'
import { call } from '../../data/call.ts'
import { errorCode } from '../../data/errorText.ts'
import type { Look } from './look.ts'
import type { Prepared } from './prepare.ts'
import { type UploadCalls, upload } from './upload.ts'

/** What is to be posted. */
export type Draft = ({ kind: 'text'; text: string } & Look) | { kind: 'media'; media: Prepared; caption: string }

export type PostingState =
  | { at: 'idle' }
  | { at: 'uploading' /** 0–100 */; percent: number }
  | { at: 'posting' }
  | { at: 'failed'; code: ErrorCode }

const calls: UploadCalls = {
  begin: bytes => call('uploadBegin', { bytes }),
  part: part => call('uploadPart', part),
  drop: uploadId => call('uploadDrop', { uploadId }),
}

/**
 * Hands a post to the engine, its file first. `onPosted`: the engine has it, it goes out by itself from then on. When the
 * component leaves, a file that is being handed over is given up.
 */
export function usePosting(onPosted: (post: StatusPost) => void) {
  const [state, setState] = useState<PostingState>({ at: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function post(draft: Draft): Promise<void> {
    if (running.current !== null) return
    const controller = new AbortController()
    const { signal } = controller
    running.current = controller
    try {
      const input = await inputOf(draft, percent => setState({ at: 'uploading', percent }), signal)
      setState({ at: 'posting' })
      onPosted(await hand(input))
    } catch (error) {
      setState(signal.aborted ? { at: 'idle' } : { at: 'failed', code: errorCode(error) })
    } finally {
      running.current = null
    }
  }

  return {
    state,
    post,
    /** Gives up the file that is being handed over; what was written stays. */
    cancel: () => running.current?.abort(),
    /** A failure was read, or something was changed since. */
    forget: () => setState(before => (before.at === 'failed' ? { at: 'idle' } : before)),
  }
}

async function inputOf(
  draft: Draft,
  onPercent: (percent: number) => void,
  signal: AbortSignal,
): Promise<Input<'statusPost'>> {
  if (draft.kind === 'text') {
    const { text, backgroundArgb, font } = draft
    return { kind: 'text', text: text.trim(), backgroundArgb, font }
  }
  const { kind, file, width, height, duration, thumbnail } = draft.media
  onPercent(0)
  const uploadId = await upload(file, calls, onPercent, signal)
  const caption = draft.caption.trim() === '' ? null : draft.caption.trim()
  const picture = { uploadId, caption, width, height, thumbnail }
  return kind === 'image' ? { kind, ...picture } : { kind, ...picture, duration }
}

async function hand(input: Input<'statusPost'>): Promise<StatusPost> {
  try {
    return await call('statusPost', input)
  } catch (error) {
    if (input.kind !== 'text') await calls.drop(input.uploadId).catch(() => null)
    throw error
  }
}
