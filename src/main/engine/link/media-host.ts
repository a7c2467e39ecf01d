import { readFileSync } from 'node:fs'
import { Agent, buildConnector } from 'undici'
import type { WireAddress } from '../ports.ts'

/**
 * For the library's own downloads (snapshots of the app state): goes to the media host of the address, whatever host the
 * file's link names. Null where the service's own hosts are meant.
 */
export function mediaDispatcher(wire: WireAddress): Agent | null {
  if (wire.mediaHost === null) return null
  const [hostname = '', port = '443'] = wire.mediaHost.split(':')
  const connect = buildConnector(wire.mediaCaFile === null ? {} : { ca: readFileSync(wire.mediaCaFile) })
  return new Agent({
    connect: (options, callback) =>
      connect({ ...options, servername: options.hostname, hostname, host: hostname, port }, callback),
  })
}
