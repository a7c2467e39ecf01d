import type { StatusAuthor } from '../../../shared/model.ts'
import { KindIcon } from '../../chats/KindIcon.tsx'
import { textFace } from '../viewer/textFace.ts'
import { miniature } from './miniature.ts'
import css from './PostPicture.module.css'

/** A post in miniature: its picture, its text on its background, or a sign of its kind. Decorative. */
export function PostPicture({ post }: { post: StatusAuthor['newest'] }) {
  const { content, thumbnail } = post
  if (thumbnail !== null) {
    return <img className={css.picture} src={`data:image/jpeg;base64,${thumbnail}`} alt="" draggable={false} />
  }
  if (content.kind === 'text') {
    const { background, ink, family, weight } = textFace(post.backgroundArgb, post.font)
    return (
      <span className={css.text} style={{ background, color: ink, fontFamily: family, fontWeight: weight }}>
        {/* Drawn by the style sheet: as text of the page it would stand in the name of the button around it. */}
        <span className={css.words} data-words={miniature(content.text)} />
      </span>
    )
  }
  return (
    <span className={css.sign}>
      <KindIcon kind={content.kind} />
    </span>
  )
}
