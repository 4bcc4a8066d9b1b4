/** The files of the last real paste or drop. A page can create files and events, but no event that counts as trusted. */
export class GivenFiles {
  private latest: readonly File[] = []

  /** Remembers the files of an event, if the user made it. */
  notice(event: { readonly isTrusted: boolean; readonly files: readonly File[] }): void {
    if (event.isTrusted) this.latest = event.files
  }

  /**
   * The remembered files that these describe. A file crosses from the page as another object, so its facts are compared; the bytes
   * are those of the remembered one.
   */
  match(files: readonly File[]): readonly File[] {
    return files.flatMap((file) => this.latest.find((given) => isSame(given, file)) ?? [])
  }
}

function isSame(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.type === b.type && a.lastModified === b.lastModified
}
