import { Component, type ReactNode } from 'react'
import { Bug } from 'lucide-react'
import { Button } from '../components/button'
import { EmptyState } from '../components/empty-state'
import { t } from '../lib/intl'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly isBroken: boolean
}

/** Last resort for rendering errors: shows a message and offers a reload, which reads all state from main again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { isBroken: false }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <main className="broken" role="alert">
        <EmptyState icon={<Bug />} title={t('broken.title')} text={t('broken.text')}>
          <Button variant="primary" onPress={() => window.location.reload()}>
            {t('broken.reload')}
          </Button>
        </EmptyState>
      </main>
    )
  }
}
