import { openAppendLog, serializeLog, type AppendLog, type AppendLogOptions } from './append-log'

/** A log is compacted when it exceeds 4 times its minimal size plus some spare lines. */
const maxLineFactor = 4
const defaultSpareLines = 1_000

export interface CompactOptions<Entry> {
  /** The fewest entries with the same effect as those of the log. */
  readonly minimal: readonly Entry[]
  /** How many lines beyond the factor are not worth a rewrite; 1,000 by default. */
  readonly spareLines?: number
}

/** Rewrites an opened log if it is mostly history. Returns the log to continue with: the same one if it stays. */
export async function compactLog<Entry>(
  options: AppendLogOptions<Entry>,
  log: AppendLog<Entry>,
  { minimal, spareLines = defaultSpareLines }: CompactOptions<Entry>,
): Promise<AppendLog<Entry>> {
  const maxLines = minimal.length * maxLineFactor + spareLines
  if (log.isReadOnly || log.entries.length <= maxLines) return log
  // If the disk fails, the longer log is still valid. Open whichever file is on disk.
  await options.files.replace(options.fileName, serializeLog(options, minimal)).catch(() => undefined)
  return openAppendLog(options)
}
