import { Archive, AudioLines, File, FileText, FileType2, Film, Image, type LucideIcon } from 'lucide-react'
import type { AssetKind } from '../../shared/asset'
import './kind-glyph.css'

const kindIcons: Readonly<Record<AssetKind, LucideIcon>> = {
  image: Image,
  video: Film,
  audio: AudioLines,
  pdf: FileType2,
  text: FileText,
  archive: Archive,
  other: File,
}

interface KindGlyphProps {
  readonly kind: AssetKind
  readonly size?: 'small' | 'large'
}

/** An icon for the kind of a file. Hidden from screen readers, because the kind is shown as text elsewhere. */
export function KindGlyph({ kind, size = 'small' }: KindGlyphProps) {
  const Icon = kindIcons[kind]
  return (
    <span aria-hidden className={`kind-glyph kind-glyph-${size}`} data-kind={kind}>
      <Icon />
    </span>
  )
}
