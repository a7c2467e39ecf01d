import type { StatusPost } from '../../../shared/model.ts'
import css from './StatusViewer.module.css'
import { useMediaAddress } from './useMediaAddress.ts'

/** Gets the file of the next post from the host, so that it is there when its turn comes. */
export function Preload({ post }: { post: StatusPost | null }) {
  const address = useMediaAddress()
  if (post === null || post.mediaId === null || post.media.state !== 'here' || address === null) return null
  const source = address(post.mediaId)
  switch (post.content.kind) {
    case 'image':
      return <img className={css.ahead} src={source} alt="" aria-hidden />
    case 'video':
    case 'gif':
      return <video className={css.ahead} src={source} preload="auto" muted aria-hidden />
    default:
      return null
  }
}
