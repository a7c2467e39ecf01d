import { TriangleAlert } from 'lucide-react'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useT } from '../i18n/useT.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './App.module.css'

interface State {
  crashed: boolean
}

/** Catches what breaks while rendering and offers to load again, instead of leaving an empty window. */
export class CrashGuard extends Component<{ children: ReactNode }, State> {
  override state: State = { crashed: false }

  static getDerivedStateFromError(): State {
    return { crashed: true }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('The screen broke', error instanceof Error ? error.name : typeof error, info.componentStack)
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children
  }
}

function Crashed() {
  const t = useT()
  return (
    <main className={css.whole}>
      <EmptyState
        level={1}
        icon={<TriangleAlert aria-hidden />}
        title={t('errors.crashed')}
        actions={
          <Button look="primary" onClick={() => window.location.reload()}>
            {t('errors.reload')}
          </Button>
        }
      >
        {t('errors.crashedWords')}
      </EmptyState>
    </main>
  )
}
