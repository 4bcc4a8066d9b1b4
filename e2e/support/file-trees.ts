import { mkdir, open, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What stands at a path of a tree: a text, a file of so many bytes that take no room on the disk, or a link to somewhere. */
export type TreeEntry = string | { readonly bytes: number } | { readonly linkTo: string }

/** Makes files, and the folders that they are in. Gives the paths of what was named, in that order. */
export async function makeTree(
  root: string,
  entries: Readonly<Record<string, TreeEntry>>,
): Promise<string[]> {
  const made: string[] = []
  for (const [name, entry] of Object.entries(entries)) {
    const file = path.join(root, name)
    await mkdir(path.dirname(file), { recursive: true })
    if (typeof entry === 'string') await writeFile(file, entry)
    else if ('linkTo' in entry) await symlink(entry.linkTo, file)
    else await makeSparse(file, entry.bytes)
    made.push(file)
  }
  return made
}

async function makeSparse(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'w')
  await handle.truncate(bytes)
  await handle.close()
}

/** So many small files of different sizes in one folder. Gives the folder. */
export async function makeManyFiles(root: string, count: number): Promise<string> {
  const folder = path.join(root, 'many')
  const names = Array.from(
    { length: count },
    (_, index) => `many/shelf-${String(index).padStart(4, '0')}.txt`,
  )
  await makeTree(root, Object.fromEntries(names.map((name, index) => [name, 'x'.repeat(index + 1)])))
  return folder
}

/** Names that a file system takes, and that a screen, a request or another system may stumble over. */
export const oddNames = [
  'invoice\u202Egpj.exe',
  '\u2067שלום\u2069.txt',
  'zero\u200Bwidth.txt',
  'e\u0301 decomposed.txt',
  'é composed.txt',
  '港 +#%20&.png',
  'CON.txt',
  'trailing dot.',
  ' space first.txt',
  'line\nbreak.txt',
  'quote"\'.txt',
] as const

export async function makeOddNames(root: string): Promise<string[]> {
  return makeTree(root, Object.fromEntries(oddNames.map((name) => [name, `content of ${name.length}`])))
}
