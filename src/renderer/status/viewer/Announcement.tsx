import type { TFunction } from 'i18next'
import { type ReactNode, useState } from 'react'
import type { StatusPost } from '../../../shared/model.ts'
import { Announcer } from '../../conversation/Announcer.tsx'
import { useT } from '../../i18n/useT.ts'
import { nameText } from '../../ui/nameText.ts'
import { postTime } from '../postTime.ts'
import { spokenPost } from './spokenPost.ts'

/**
 * Says which post is shown, for those who do not see it. Once for each post: that minutes pass, or that others come and go, is
 * no reason to read all of it out again.
 */
export function Announcement(props: {
  /** What happened before: an update that is over, for instance. */
  news: string
  post: StatusPost
  /** It is over, and stands only because a reply to it is being written. */
  gone: boolean
  index: number
  count: number
  now: number
  language: string
  children: ReactNode
}) {
  const { post } = props
  const t = useT()
  const [said, setSaid] = useState({ id: 0, words: '' })
  if (said.id !== post.id) setSaid({ id: post.id, words: sentence(props, t) })
  return (
    <Announcer>
      {props.gone ? t('status.viewer.over') : said.words} {props.index === 0 ? props.children : null}
    </Announcer>
  )
}

function sentence(
  props: { news: string; post: StatusPost; index: number; count: number; now: number; language: string },
  t: TFunction,
): string {
  const { post } = props
  const position = t('status.viewer.position', {
    name: post.fromMe ? t('status.viewer.mine') : nameText(post.author.name, t),
    number: props.index + 1,
    count: props.count,
    time: postTime(post.at, props.now, props.language, t),
  })
  return `${props.news === '' ? '' : `${props.news} `}${position}. ${spokenPost(post, t)}`
}
