import { BlockQuestion } from '../blocking/BlockQuestion.tsx'
import { Businesses } from '../businesses/Businesses.tsx'
import { ChatColumn } from '../chats/ChatColumn.tsx'
import { ChatPane } from '../chats/ChatPane.tsx'
import { Linking } from '../link/Linking.tsx'
import { NewChat } from '../newchat/NewChat.tsx'
import { Settings } from '../settings/Settings.tsx'
import { Status } from '../status/Status.tsx'
import { StatusViewer } from '../status/viewer/StatusViewer.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Rail } from './Rail.tsx'
import css from './Shell.module.css'
import { useUi } from './uiStore.ts'
import { useRefused } from './useRefused.ts'
import { useTitle } from './useTitle.ts'
import { useUserPresent } from './useUserPresent.ts'

/** The main frame: sections at the side, and what the chosen one shows. */
export function Shell() {
  const section = useUi(state => state.section)
  const linking = useUi(state => state.linking)
  useTitle()
  useUserPresent()
  useRefused()
  return (
    <div className={css.shell}>
      <Rail />
      {linking ? (
        <Linking />
      ) : (
        <div className={css.section}>
          <ConnectionBanner />
          <SectionScreen section={section} />
        </div>
      )}
      <NewChat />
      <StatusViewer />
      <BlockQuestion />
    </div>
  )
}

function SectionScreen({ section }: { section: ReturnType<typeof useUi.getState>['section'] }) {
  const open = useUi(state => state.chat !== null)
  switch (section) {
    case 'chats':
      return (
        <main className={css.chats} data-open={open ? '' : undefined}>
          <div className={css.column}>
            <ChatColumn />
          </div>
          <div className={css.pane}>
            <ChatPane />
          </div>
        </main>
      )
    case 'status':
      return <Status />
    case 'businesses':
      return <Businesses />
    case 'settings':
      return <Settings />
  }
}
