import { mkdir, open, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** An entry of a tree: a file with this text, a sparse file of this size, or a symbolic link. */
export type TreeEntry = string | { readonly bytes: number } | { readonly linkTo: string }

/** Creates these entries and their folders; returns the paths in the same order. */
export async function makeTree(
  root: string,
  entries: Readonly<Record<string, TreeEntry>>,
): Promise<string[]> {
  const paths: string[] = []
  for (const [name, entry] of Object.entries(entries)) {
    const file = path.join(root, name)
    await mkdir(path.dirname(file), { recursive: true })
    if (typeof entry === 'string') await writeFile(file, entry)
    else if ('linkTo' in entry) await symlink(entry.linkTo, file)
    else await makeSparse(file, entry.bytes)
    paths.push(file)
  }
  return paths
}

async function makeSparse(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'w')
  await handle.truncate(bytes)
  await handle.close()
}

/** Creates `count` small files of different sizes in one folder; returns the folder. */
export async function makeManyFiles(root: string, count: number): Promise<string> {
  const folder = path.join(root, 'many')
  const names = Array.from(
    { length: count },
    (_, index) => `many/shelf-${String(index).padStart(4, '0')}.txt`,
  )
  await makeTree(root, Object.fromEntries(names.map((name, index) => [name, 'x'.repeat(index + 1)])))
  return folder
}

/** Names that are valid on this file system but can break a screen, a request or another system. */
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
