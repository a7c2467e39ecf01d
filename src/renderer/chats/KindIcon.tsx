import {
  BarChart3,
  CalendarDays,
  CircleHelp,
  CreditCard,
  Eye,
  FileText,
  Hourglass,
  Image,
  Images,
  Info,
  List,
  Lock,
  type LucideIcon,
  MapPin,
  Mic,
  Music,
  Phone,
  ShoppingBag,
  Sticker,
  Tag,
  Timer,
  User,
  Users,
  Video,
} from 'lucide-react'
import type { ContentKind } from '../../shared/content.ts'

const icons: Record<Exclude<ContentKind, 'text' | 'selection'>, LucideIcon> = {
  image: Image,
  video: Video,
  gif: Image,
  videoNote: Video,
  audio: Music,
  voice: Mic,
  sticker: Sticker,
  document: FileText,
  location: MapPin,
  contacts: User,
  poll: BarChart3,
  event: CalendarDays,
  list: List,
  buttons: List,
  template: List,
  interactive: List,
  product: Tag,
  order: ShoppingBag,
  payment: CreditCard,
  groupInvite: Users,
  album: Images,
  call: Phone,
  groupChange: Users,
  notice: Info,
  security: Lock,
  disappearing: Timer,
  viewOnce: Eye,
  waiting: Hourglass,
  unknown: CircleHelp,
}

/** A small picture of a message's kind; nothing for plain words. Decorative: the words stand beside it. */
export function KindIcon({ kind }: { kind: ContentKind }) {
  if (kind === 'text' || kind === 'selection') return null
  const Icon = icons[kind]
  return <Icon aria-hidden />
}
