import { isPlainName, maxJointBytes } from '../wordbee/upload-together'
import type { UploadFile } from './upload-file'
import type { LocalFile } from './ports'
import { roundSize } from './round-size'

/** A file whose bytes may be sent together with others. */
export interface JointMember {
  readonly file: UploadFile
  readonly local: LocalFile
}

/** Larger files gain little from one call less, and would have to be sent again with the others. */
const maxFileBytes = 1_048_576
/** Bytes of a part besides the file, at most. */
const partOverhead = 400
/** A pair would save one call of four. */
export const minGroupSize = 3

/**
 * Groups small files of the same segment, language and folder. One destination, because then every token of a group belongs
 * there: even if the server confused the tokens, each name would still get its own bytes.
 */
export function toJointGroups(files: readonly UploadFile[]): JointMember[][] {
  const groups: JointMember[][] = []
  const open = new Map<string, { readonly members: JointMember[]; bytes: number }>()
  for (const file of files) {
    const local = toSmallLocalFile(file)
    if (local === null) continue
    const { segmentId, locale, relativePath } = file.destination
    const key = JSON.stringify([segmentId, locale, relativePath])
    const cost = local.size + partOverhead
    let group = open.get(key)
    if (
      group === undefined ||
      group.bytes + cost > maxJointBytes ||
      group.members.length === roundSize.files
    ) {
      group = { members: [], bytes: 0 }
      open.set(key, group)
      groups.push(group.members)
    }
    group.members.push({ file, local })
    group.bytes += cost
  }
  return groups.filter(({ length }) => length >= minGroupSize)
}

/** Null for a copy of an asset, a replacement, an empty or larger file, and a name that cannot be sent in a part's header. */
function toSmallLocalFile({ queued, destination }: UploadFile): LocalFile | null {
  const { source, replaces } = queued
  if (source.kind !== 'file' || replaces === true || !isPlainName(destination.name)) return null
  const { size } = source.file
  return size > 0 && size <= maxFileBytes ? source.file : null
}
