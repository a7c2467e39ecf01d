import type { TFunction } from 'i18next'
import { memo } from 'react'
import type { Content } from '../../../shared/content.ts'
import type { Message } from '../../../shared/model.ts'
import { noticeSays } from '../../../shared/rules/notices.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Isolated, slot } from '../../ui/Isolated.tsx'
import { nameText } from '../../ui/nameText.ts'
import { clockTime, fullTime } from '../../ui/time.ts'
import { duration } from '../model/days.ts'
import css from './Line.module.css'
import { personWords } from './personWords.ts'

/** A line in words between the messages: business notices in yellow, the rest in grey. */
export const Line = memo(function Line({ message, chatName }: { message: Message; chatName: string }) {
  const t = useT()
  const language = useLanguage()
  const content = message.content
  if (content.kind === 'notice') {
    const says = noticeSays(content)
    return (
      <div className={css.row} data-id={message.id}>
        <div
          role="note"
          aria-label={t('conversation.noticeName')}
          className={css.notice}
          dir="auto"
          title={fullTime(message.at, language)}
        >
          <Isolated
            words={t(`notices.${says.kind}`, { name: slot(0), formerName: slot(1) })}
            parts={[says.name ?? chatName, says.formerName ?? '']}
          />
        </div>
      </div>
    )
  }
  return (
    <div className={css.row} data-id={message.id}>
      <p className={css.line} title={fullTime(message.at, language)} dir="auto">
        {lineWords(message, content, t)}
        {content.kind === 'call' ? <span className={css.time}> · {clockTime(message.at, language)}</span> : null}
      </p>
    </div>
  )
})

function lineWords(message: Message, content: Content, t: TFunction): string {
  const name = message.fromMe ? t('conversation.you') : nameText(message.author.name, t)
  switch (content.kind) {
    case 'security':
      if (content.change === 'encrypted') return t('conversation.line.encrypted')
      if (content.change === 'identityChanged') return t('conversation.line.identityChanged', { name })
      return t('conversation.line.security')
    case 'disappearing':
      return content.seconds === 0
        ? t('conversation.line.disappearingOff')
        : t('conversation.line.disappearingOn', { time: span(content.seconds, t) })
    case 'call': {
      const call = content.missed ? (content.video ? 'missedVideo' : 'missedVoice') : content.video ? 'video' : 'voice'
      const what = t(`conversation.line.call.${call}`)
      return content.duration === null || content.missed ? what : `${what}, ${duration(content.duration)}`
    }
    case 'groupChange':
      return groupWords(message, content, name, t)
    default:
      return t('conversation.line.security')
  }
}

function groupWords(
  message: Message,
  content: Extract<Content, { kind: 'groupChange' }>,
  name: string,
  t: TFunction,
): string {
  const people =
    content.subjects.length === 0
      ? name
      : content.subjects.map(subject => personWords(subject, message.mentions, t)).join(', ')
  const value = content.value ?? ''
  if (content.change === 'created' && value === '') return t('conversation.group.createdBare', { name })
  if (content.change === 'subject' && value === '') return t('conversation.group.subjectBare', { name })
  if ((content.change === 'added' || content.change === 'removed') && content.subjects.length === 0) {
    return t('conversation.group.other')
  }
  return t(`conversation.group.${content.change}`, { name, people, value })
}

/** The longest unit that gives a whole number. Seconds in. */
function span(seconds: number, t: TFunction): string {
  if (seconds % 86_400 === 0) return t('conversation.line.days', { count: seconds / 86_400 })
  if (seconds % 3600 === 0) return t('conversation.line.hours', { count: seconds / 3600 })
  return t('conversation.line.seconds', { count: seconds })
}
