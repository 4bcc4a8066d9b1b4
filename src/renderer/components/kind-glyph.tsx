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

/** A tile for the kind of a file. The kind is told in words elsewhere, so it says nothing to screen readers. */
export function KindGlyph({ kind, size = 'small' }: KindGlyphProps) {
  const Icon = kindIcons[kind]
  return (
    <span aria-hidden className={`kind-glyph kind-glyph-${size}`} data-kind={kind}>
      <Icon />
    </span>
  )
}
