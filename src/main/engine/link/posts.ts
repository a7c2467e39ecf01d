import { LinkError, type LinkPort } from '../ports.ts'

type Posts = Pick<LinkPort, 'postStatus' | 'revokeStatus' | 'sendViewed'>

/** One's own status updates, and having seen those of others, on the wire. */
export function createPosts(): Posts {
  const notYet = async (): Promise<never> => {
    throw new LinkError('NOT_ALLOWED', 'not in this version')
  }
  return { postStatus: notYet, revokeStatus: notYet, sendViewed: notYet }
}
