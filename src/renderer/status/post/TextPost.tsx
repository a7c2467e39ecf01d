import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Check } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useLayoutEffect } from 'react'
import { useT } from '../../i18n/useT.ts'
import { textFace } from '../viewer/textFace.ts'
import { backgrounds, fonts, type Look, lettersOf, textPostStyle } from './look.ts'
import css from './TextPost.module.css'

/** A text post, written on the background and in the face it will have. */
export function TextPost(props: {
  text: string
  look: Look
  field: RefObject<HTMLTextAreaElement | null>
  /** The words about the room left. */
  describedBy: string
  onText: (text: string) => void
  onLook: (look: Look) => void
  /** Ctrl+Enter. */
  onDone: () => void
}) {
  const { text, look, field } = props
  const t = useT()
  const style = textPostStyle(text, look)
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    // Measured from nothing, so that it shrinks as well; the stage holds it at its own height.
    element.style.blockSize = 'auto'
    element.style.blockSize = `${String(element.scrollHeight)}px`
  })

  return (
    <>
      <div
        className={css.stage}
        style={style}
        onPointerDown={() => requestAnimationFrame(() => field.current?.focus())}
      >
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          className={css.field}
          aria-label={t('status.post.text')}
          aria-describedby={props.describedBy}
          placeholder={t('status.post.textHint')}
          value={text}
          onChange={event => props.onText(event.target.value)}
          onKeyDown={event => finish(event, props.onDone)}
        />
      </div>
      <div className={css.tools}>
        <RadioGroup
          aria-label={t('status.post.background')}
          className={css.choices}
          value={look.backgroundArgb}
          onValueChange={value => props.onLook({ ...look, backgroundArgb: Number(value) })}
        >
          {backgrounds.map(({ argb, name }) => (
            <Radio.Root
              key={argb}
              value={argb}
              className={css.swatch}
              style={{ backgroundColor: textFace(argb, null).background }}
              aria-label={t(`status.post.backgrounds.${name}`)}
              title={t(`status.post.backgrounds.${name}`)}
            >
              <Radio.Indicator className={css.mark}>
                <Check aria-hidden />
              </Radio.Indicator>
            </Radio.Root>
          ))}
        </RadioGroup>
        <RadioGroup
          aria-label={t('status.post.font')}
          className={css.choices}
          value={look.font}
          onValueChange={value => props.onLook({ ...look, font: Number(value) })}
        >
          {fonts.map(({ font, name }) => (
            <Radio.Root
              key={font}
              value={font}
              className={css.font}
              style={lettersOf(font)}
              aria-label={t(`status.post.fonts.${name}`)}
              title={t(`status.post.fonts.${name}`)}
            >
              <span aria-hidden>{t('status.post.fontSample')}</span>
            </Radio.Root>
          ))}
        </RadioGroup>
      </div>
    </>
  )
}

/** Ctrl+Enter (⌘+Enter on a Mac) is as good as the button; Enter alone begins a new line. */
export function finish(event: KeyboardEvent, onDone: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  onDone()
}
