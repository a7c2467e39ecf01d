import type { TFunction } from 'i18next'
import type { Content, MediaFacts } from '../../../shared/content.ts'
import type { Message } from '../../../shared/model.ts'
import { kindText } from '../../chats/previewText.ts'
import { useLanguage, useT } from '../../i18n/useT.ts'
import { fullTime } from '../../ui/time.ts'
import { duration } from '../model/days.ts'
import css from './Body.module.css'
import { CardBody } from './CardBody.tsx'
import { GoodsBody } from './GoodsBody.tsx'
import { Placeholder } from './Media.tsx'
import { bytes } from './measures.ts'
import { TextBody } from './TextBody.tsx'

/** What a message says: its text, its card, or a named placeholder for what is not shown here. */
export function Body({ message, reachable, locked }: { message: Message; reachable: boolean; locked: boolean }) {
  const t = useT()
  const language = useLanguage()
  const content = message.content
  switch (content.kind) {
    case 'text':
      return (
        <>
          <TextBody text={content.text} mentions={message.mentions} reachable={reachable} />
          {content.preview === null || content.preview.title === null ? null : (
            <span className={css.preview} dir="auto">
              <b>{content.preview.title}</b>
              {content.preview.description === null ? null : <span>{content.preview.description}</span>}
            </span>
          )}
        </>
      )
    case 'selection':
      return <TextBody text={content.text} mentions={message.mentions} reachable={reachable} />
    case 'list':
    case 'buttons':
    case 'template':
    case 'interactive':
      return <CardBody message={message} content={content} reachable={reachable} locked={locked} />
    case 'product':
    case 'order':
      return <GoodsBody message={message} content={content} reachable={reachable} />
    case 'poll':
      return (
        <>
          <Placeholder kind="poll" name={content.question} facts={[t('content.poll')]} thumbnail={null} />
          <ul className={css.options}>
            {content.options.map((option, index) => (
              <li key={`option-${String(index)}`} dir="auto">
                {option}
              </li>
            ))}
          </ul>
        </>
      )
    case 'contacts':
      return (
        <>
          {content.contacts.map((contact, index) => (
            <Placeholder
              key={`contact-${String(index)}`}
              kind="contacts"
              name={contact.name === '' ? t('content.contacts') : contact.name}
              facts={contact.phones}
              thumbnail={null}
            />
          ))}
        </>
      )
    case 'waiting':
      return <i className={css.faint}>{t('conversation.message.waiting')}</i>
    default: {
      const caption = 'caption' in content ? content.caption : null
      return (
        <>
          <Placeholder
            kind={content.kind}
            name={placeholderName(content, t)}
            facts={placeholderFacts(content, t, language)}
            thumbnail={message.thumbnail}
          />
          {caption === null || caption === '' ? null : (
            <span className={css.caption}>
              <TextBody text={caption} mentions={message.mentions} reachable={reachable} />
            </span>
          )}
        </>
      )
    }
  }
}

function placeholderName(content: Content, t: TFunction): string {
  switch (content.kind) {
    case 'document':
      return content.media.fileName ?? t('content.document')
    case 'location':
      return content.name ?? (content.live ? t('conversation.content.liveLocation') : t('content.location'))
    case 'event':
      return content.name
    case 'groupInvite':
      return t('conversation.content.invite', { subject: content.subject })
    case 'viewOnce':
      return t(`conversation.content.viewOnce.${content.of}`)
    default:
      return kindText(content.kind, t)
  }
}

function placeholderFacts(content: Content, t: TFunction, language: string): (string | null)[] {
  const media = (facts: MediaFacts): (string | null)[] => [
    facts.duration === null ? null : duration(facts.duration),
    facts.size === null ? null : bytes(facts.size, language),
  ]
  switch (content.kind) {
    case 'image':
    case 'video':
    case 'gif':
    case 'videoNote':
    case 'audio':
    case 'voice':
      return media(content.media)
    case 'sticker':
      return []
    case 'document':
      return [content.media.fileName === null ? null : t('content.document'), ...media(content.media)]
    case 'location':
      return [content.address]
    case 'event':
      return [
        content.cancelled ? t('conversation.content.eventCancelled') : null,
        content.startsAt === null ? null : fullTime(content.startsAt, language),
        content.place,
        content.description,
      ]
    case 'payment':
      return [content.note]
    case 'album':
      return [
        content.images === 0 ? null : t('conversation.content.photos', { count: content.images }),
        content.videos === 0 ? null : t('conversation.content.videos', { count: content.videos }),
      ]
    case 'viewOnce':
      return [t('conversation.content.onPhone')]
    case 'unknown':
      return [t('conversation.content.unknownType', { type: content.type })]
    default:
      return []
  }
}
