import { EllipsisVertical } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import type { StatusAuthor } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Hidden } from '../../ui/Hidden.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { ContextMenu, Menu } from '../../ui/Menu.tsx'
import { Name } from '../../ui/Name.tsx'
import { nameText } from '../../ui/nameText.ts'
import { useStatus } from '../statusStore.ts'
import { AuthorMenuItems } from './AuthorMenuItems.tsx'
import { PostPicture } from './PostPicture.tsx'
import { Ring } from './Ring.tsx'
import css from './StatusRow.module.css'

/** An author with posts: the row opens the viewer at what was not seen yet; what else there is stands in a menu. */
export const StatusRow = memo(function StatusRow(props: {
  author: StatusAuthor
  /** When the newest was posted, in words. */
  time: string
  tabbable: boolean
  onFocus: (personId: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { author } = props
  const t = useT()
  const view = useStatus(state => state.view)
  const tabIndex = props.tabbable ? 0 : -1
  const unseen = author.seen.filter(seen => !seen).length

  return (
    <ContextMenu
      trigger={
        <div className={css.row}>
          <button
            type="button"
            className={css.main}
            tabIndex={tabIndex}
            onFocus={() => props.onFocus(author.id)}
            onKeyDown={props.onKeyDown}
            onClick={() => view(author.id)}
          >
            <Ring seen={author.seen} quiet={author.group === 'muted'}>
              <PostPicture post={author.newest} />
            </Ring>
            <span className={css.name}>
              <Name name={author.name} standing={author.standing} label />
            </span>
            <span className={css.facts}>
              <Hidden>, </Hidden>
              <time dir="auto" dateTime={new Date(author.newestAt).toISOString()}>
                {props.time}
              </time>
              <Updates count={author.seen.length} unseen={unseen} />
            </span>
          </button>
          <Menu
            trigger={
              <IconButton
                bare
                label={t('status.list.moreAbout', { name: nameText(author.name, t) })}
                icon={<EllipsisVertical aria-hidden />}
                className={css.more}
                tabIndex={tabIndex}
                onFocus={() => props.onFocus(author.id)}
              />
            }
          >
            <AuthorMenuItems author={author} />
          </Menu>
        </div>
      }
    >
      <AuthorMenuItems author={author} />
    </ContextMenu>
  )
})

/** How many posts there are, and how many of them are new. A single one is shown by the ring alone. */
function Updates({ count, unseen }: { count: number; unseen: number }) {
  const t = useT()
  const news = unseen === 0 ? null : t('status.list.unseen', { count: unseen })
  if (count === 1) return news === null ? null : <Hidden>, {news}</Hidden>
  return (
    <>
      <Hidden>, </Hidden>
      <span aria-hidden className={css.dot}>
        ·
      </span>
      <bdi>
        {t('status.list.updates', { count })}
        {news === null || unseen === count ? null : `, ${news}`}
      </bdi>
      {unseen === count ? <Hidden>, {news}</Hidden> : null}
    </>
  )
}
