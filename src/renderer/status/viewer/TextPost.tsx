import type { CSSProperties } from 'react'
import type { LinkPreview } from '../../../shared/content.ts'
import type { StatusPost } from '../../../shared/model.ts'
import { TextBody } from '../../conversation/message/TextBody.tsx'
import { webAddress } from '../../conversation/model/links.ts'
import { postTextSize } from '../post/textSize.ts'
import css from './TextPost.module.css'
import { textFace } from './textFace.ts'

/** A text on its colour, written the larger the shorter it is. */
export function TextPost({ post }: { post: StatusPost }) {
  const { content } = post
  if (content.kind !== 'text') return null
  const face = textFace(post.backgroundArgb, post.font)
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--post-size': postTextSize(content.text),
    background: face.background,
    color: face.ink,
    fontFamily: face.family,
    fontWeight: face.weight,
  }
  return (
    <div className={css.post} style={style}>
      <div className={css.text} dir="auto">
        <TextBody text={content.text} mentions={post.mentions} reachable />
      </div>
      {content.preview === null ? null : <Preview preview={content.preview} />}
    </div>
  )
}

/** Where the link in the text leads, as its author's phone described it. */
function Preview({ preview }: { preview: LinkPreview }) {
  const address = webAddress(preview.url)
  if (address === null || (preview.title === null && preview.description === null)) return null
  return (
    <a className={css.preview} href={address.href} target="_blank" rel="noreferrer">
      {preview.title === null ? null : (
        <span className={css.title} dir="auto">
          {preview.title}
        </span>
      )}
      {preview.description === null ? null : (
        <span className={css.description} dir="auto">
          {preview.description}
        </span>
      )}
      <bdi dir="ltr" className={css.host}>
        {address.host}
      </bdi>
    </a>
  )
}
