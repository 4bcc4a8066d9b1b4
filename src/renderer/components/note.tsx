import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './note.css'

interface NoteProps {
  readonly tone: 'plain' | 'warn'
  readonly children: ReactNode
}

export function Note({ tone, children }: NoteProps) {
  const Icon = tone === 'warn' ? TriangleAlert : Info
  return (
    <div className={`note note-${tone}`}>
      <Icon aria-hidden className="note-icon" />
      <div className="note-body">{children}</div>
    </div>
  )
}
