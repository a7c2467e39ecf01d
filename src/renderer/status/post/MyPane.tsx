import { type ReactNode, useId } from 'react'
import { useCall } from '../../data/useCall.ts'
import { useT } from '../../i18n/useT.ts'
import css from './MyPane.module.css'
import { MyPosts } from './MyPosts.tsx'

/** One's own posts beside the list; `children` while there are none. */
export function MyPane({ children }: { children: ReactNode }) {
  const t = useT()
  const title = useId()
  const mine = useCall('statusMine', {})
  if (mine.data === undefined || mine.data.length === 0) return children
  return (
    <section aria-labelledby={title} className={css.pane}>
      <div className={css.content}>
        <h2 id={title} className={css.title}>
          {t('status.post.mine')}
        </h2>
        <MyPosts />
      </div>
    </section>
  )
}
