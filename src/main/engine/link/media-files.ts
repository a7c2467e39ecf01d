import { LinkError, type LinkPort } from '../ports.ts'

type MediaFiles = Pick<LinkPort, 'fetchMedia' | 'askReupload'>

/** Files of messages: from the media host to the disk. */
export function createMediaFiles(): MediaFiles {
  const notYet = async (): Promise<never> => {
    throw new LinkError('NOT_ALLOWED', 'not in this version')
  }
  return { fetchMedia: notYet, askReupload: notYet }
}
