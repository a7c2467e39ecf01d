import type { TFunction } from 'i18next'
import { Fragment, memo, type ReactNode } from 'react'
import type { Content } from '../../../shared/content.ts'
import type { Message } from '../../../shared/model.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { Isolated, type Sentence, slot } from '../../ui/Isolated.tsx'
import { Named } from '../../ui/Named.tsx'
import { clockTime, fullTime } from '../../ui/time.ts'
import { duration } from '../model/days.ts'
import css from './Line.module.css'
import { noticeWords } from './noticeWords.ts'
import { PersonInWords } from './PersonInWords.tsx'

/** A line in words between the messages: business notices in yellow, the rest in grey. */
export const Line = memo(function Line({ message, chatName }: { message: Message; chatName: string }) {
  const t = useT()
  const language = useLanguage()
  const content = message.content
  if (content.kind === 'notice') {
    return (
      <div className={css.row} data-id={message.id}>
        <div
          role="note"
          aria-label={t('conversation.noticeName')}
          className={css.notice}
          dir="auto"
          title={fullTime(message.at, language)}
        >
          <Isolated {...noticeWords(content, chatName, t)} />
        </div>
      </div>
    )
  }
  return (
    <div className={css.row} data-id={message.id}>
      <p className={css.line} title={fullTime(message.at, language)} dir="auto">
        <Isolated {...lineWords(message, content, t)} />
        {content.kind === 'call' ? <span className={css.time}> · {clockTime(message.at, language)}</span> : null}
      </p>
    </div>
  )
})

function lineWords(message: Message, content: Content, t: TFunction): Sentence<ReactNode> {
  const author = message.fromMe ? t('conversation.you') : <Named person={message.author} />
  if (content.kind === 'groupChange') return groupWords(message, content, author, t)
  return { words: plainLine(content, t), parts: [author] }
}

/** Whoever did it stands in the first place. */
function plainLine(content: Content, t: TFunction): string {
  switch (content.kind) {
    case 'security':
      if (content.change === 'encrypted') return t('conversation.line.encrypted')
      if (content.change === 'identityChanged') return t('conversation.line.identityChanged', { name: slot(0) })
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
    default:
      return t('conversation.line.security')
  }
}

function groupWords(
  message: Message,
  content: Extract<Content, { kind: 'groupChange' }>,
  author: ReactNode,
  t: TFunction,
): Sentence<ReactNode> {
  const { change, subjects } = content
  const value = content.value ?? ''
  const people =
    subjects.length === 0
      ? author
      : [...new Set(subjects)].map((subject, index) => (
          <Fragment key={subject}>
            {index === 0 ? null : ', '}
            <bdi>
              <PersonInWords subject={subject} mentions={message.mentions} />
            </bdi>
          </Fragment>
        ))
  const parts = [author, people, value]
  const name = slot(0)
  if (change === 'created' && value === '') return { words: t('conversation.group.createdBare', { name }), parts }
  if (change === 'subject' && value === '') return { words: t('conversation.group.subjectBare', { name }), parts }
  if ((change === 'added' || change === 'removed') && subjects.length === 0) {
    return { words: t('conversation.group.other'), parts }
  }
  return { words: t(`conversation.group.${change}`, { name, people: slot(1), value: slot(2) }), parts }
}

/** The longest unit that gives a whole number. Seconds in. */
function span(seconds: number, t: TFunction): string {
  if (seconds % 86_400 === 0) return t('conversation.line.days', { count: seconds / 86_400 })
  if (seconds % 3600 === 0) return t('conversation.line.hours', { count: seconds / 3600 })
  return t('conversation.line.seconds', { count: seconds })
}
