/** What passes between the host's thread and the engine's. Structured clones: plain data and bytes only. */
import type { EngineEvent, HostFacts, Result } from '../../shared/model.ts'
import type { ServedFile } from './media-files.ts'
import type { SecretBox, WireAddress } from './ports.ts'

/** What the thread is started with. */
export interface ThreadData {
  dataDir: string
  host: Pick<HostFacts, 'kind' | 'version' | 'platform' | 'language'>
  wire: WireAddress
  decoderUrl: string
  secrets: Pick<SecretBox, 'backend' | 'protection'>
}

export type ToThread =
  | { type: 'call'; id: number; name: string; input: unknown }
  /** The host's answer; null bytes: it refused. */
  | { type: 'secret'; id: number; bytes: Uint8Array | null }
  /** Asks for the file that is served under a media id. No call of the contract: a path is nothing for a page. */
  | { type: 'mediaFile'; id: number; mediaId: number }
  | { type: 'close' }

export type FromThread =
  | { type: 'result'; id: number; result: Result<unknown> }
  | { type: 'events'; events: EngineEvent[] }
  | { type: 'secret'; id: number; work: 'wrap' | 'unwrap'; bytes: Uint8Array }
  | { type: 'mediaFile'; id: number; file: ServedFile | null }
  | { type: 'log'; line: object }
