import {
  AudioLines,
  CalendarDays,
  ChartNoAxesColumn,
  CircleDashed,
  Contact,
  CreditCard,
  Eye,
  FileText,
  Film,
  Image,
  Images,
  MapPin,
  Mic,
  Music,
  Package,
  ShoppingBag,
  Smartphone,
  Sticker,
  Users,
  Video,
} from 'lucide-react'
import type { ContentKind } from '../../../shared/content.ts'
import css from './Media.module.css'

const ICONS: Partial<Readonly<Record<ContentKind, typeof Image>>> = {
  image: Image,
  video: Film,
  gif: Film,
  videoNote: Video,
  audio: Music,
  voice: Mic,
  sticker: Sticker,
  document: FileText,
  location: MapPin,
  contacts: Contact,
  poll: ChartNoAxesColumn,
  event: CalendarDays,
  product: Package,
  order: ShoppingBag,
  payment: CreditCard,
  groupInvite: Users,
  album: Images,
  viewOnce: Eye,
  waiting: CircleDashed,
  unknown: Smartphone,
}

/** What stands for content that is not shown here: an icon, its name, what is known of it, and its thumbnail. */
export function Placeholder(props: {
  kind: ContentKind
  name: string
  /** Further facts in one line, e.g. size and length. */
  facts: readonly (string | null)[]
  /** JPEG, base64. */
  thumbnail: string | null
}) {
  const Icon = ICONS[props.kind] ?? AudioLines
  const facts = props.facts.filter(fact => fact !== null && fact !== '').join(' · ')
  return (
    <div className={css.placeholder} data-pictured={props.thumbnail !== null}>
      {props.thumbnail === null ? null : (
        <img className={css.thumbnail} src={`data:image/jpeg;base64,${props.thumbnail}`} alt="" draggable={false} />
      )}
      <div className={css.line}>
        <span className={css.icon}>
          <Icon aria-hidden />
        </span>
        <span className={css.words}>
          <span className={css.name} dir="auto">
            {props.name}
          </span>
          {facts === '' ? null : (
            <span className={css.facts} dir="auto">
              {facts}
            </span>
          )}
        </span>
      </div>
    </div>
  )
}
