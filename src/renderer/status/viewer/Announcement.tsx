import type { ReactNode } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { Announcer } from '../../conversation/Announcer.tsx'
import { useT } from '../../i18n/useT.ts'
import { nameText } from '../../ui/nameText.ts'
import { postTime } from '../postTime.ts'
import { spokenPost } from './spokenPost.ts'

/** Says which post is shown, for those who do not see it. */
export function Announcement(props: {
  /** What happened before: an update that is over, for instance. */
  news: string
  post: StatusPost
  index: number
  count: number
  now: number
  language: string
  children: ReactNode
}) {
  const { post } = props
  const t = useT()
  const position = t('status.viewer.position', {
    name: post.fromMe ? t('status.viewer.mine') : nameText(post.author.name, t),
    number: props.index + 1,
    count: props.count,
    time: postTime(post.at, props.now, props.language, t),
  })
  return (
    <Announcer>
      {props.news === '' ? null : `${props.news} `}
      {`${position}. ${spokenPost(post, t)}`} {props.index === 0 ? props.children : null}
    </Announcer>
  )
}
