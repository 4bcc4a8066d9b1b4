import type { ReactNode } from 'react'
import './empty-state.css'

interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: ReactNode
  readonly children?: ReactNode
}

/** Fills an empty pane: why it is empty, and what to do next. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <span aria-hidden className="empty-state-icon">
        {icon}
      </span>
      <h2 className="empty-state-title">{title}</h2>
      <div className="empty-state-text">{text}</div>
      {children !== undefined && <div className="empty-state-actions">{children}</div>}
    </div>
  )
}
