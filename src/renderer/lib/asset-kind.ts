import type { AssetKind } from '../../shared/asset'

const kindByExtension: Readonly<Record<string, AssetKind>> = {
  ...kindEntries('image', 'png jpg jpeg jfif gif webp avif svg bmp ico tif tiff heic heif psd ai eps'),
  ...kindEntries('video', 'mp4 m4v mov webm mkv avi wmv mpg mpeg'),
  ...kindEntries('audio', 'mp3 wav ogg oga opus m4a aac flac aif aiff wma mid midi'),
  ...kindEntries('pdf', 'pdf'),
  ...kindEntries(
    'text',
    'txt md json xml csv tsv html htm xlf xliff tmx yaml yml ini log po srt vtt css js ts rtf doc docx',
  ),
  ...kindEntries('archive', 'zip 7z rar gz tgz tar bz2 xz jar'),
}

function kindEntries(kind: AssetKind, extensions: string): Readonly<Record<string, AssetKind>> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, kind]))
}

function kindOfMime(contentType: string): AssetKind | null {
  const type = contentType.toLowerCase()
  if (type.startsWith('image/')) return 'image'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  if (type.startsWith('application/pdf')) return 'pdf'
  if (type.startsWith('text/') || /\b(json|xml)\b/.test(type)) return 'text'
  if (/zip|compressed|x-tar/.test(type)) return 'archive'
  return null
}

/** The kind of a file, for its icon and the Kind column. The extension takes precedence, because it is what users see. */
export function assetKind(file: { readonly name: string; readonly contentType: string }): AssetKind {
  const dot = file.name.lastIndexOf('.')
  const extension = dot === -1 ? '' : file.name.slice(dot + 1).toLowerCase()
  return (
    (Object.hasOwn(kindByExtension, extension) ? kindByExtension[extension] : null) ??
    kindOfMime(file.contentType) ??
    'other'
  )
}
