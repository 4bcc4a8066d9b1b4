import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './note.css'

interface NoteProps {
  readonly tone: 'plain' | 'warn' | 'danger'
  readonly children: ReactNode
}

export function Note({ tone, children }: NoteProps) {
  const Icon = tone === 'plain' ? Info : TriangleAlert
  return (
    <div className={`note note-${tone}`}>
      <Icon aria-hidden className="note-icon" />
      <div className="note-body">{children}</div>
    </div>
  )
}
