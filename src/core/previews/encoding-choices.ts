import { z } from 'zod'
import type { PartSize } from '../../shared/account-data'
import { textEncodings, type TextEncoding } from '../../shared/preview'
import { BoundedMap } from '../lib/bounded-map'
import { LazyValue } from '../lib/lazy-value'
import type { FilesPort, HashPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'
import { accountPart, identityPart, type FileVersion } from './cache-file-name'

/** More files than anyone corrects by hand; the oldest choice is dropped first. */
const maxChoices = 500

const schema = z.object({
  version: z.literal(1),
  choices: z.array(z.object({ file: z.string().max(100), encoding: z.enum(textEncodings) })).max(maxChoices),
})

type Stored = z.infer<typeof schema>

/** The encodings that the user chose for single files, under hashes that reveal no name. */
export class EncodingChoices {
  private readonly document: JsonDocument<Stored>
  private readonly choices = new LazyValue(() => this.readChoices())

  constructor(private readonly ports: { readonly files: FilesPort; readonly hash: HashPort }) {
    const { files } = ports
    this.document = createJsonDocument({
      files,
      fileName: 'preview-encodings.json',
      schema,
      empty: { version: 1, choices: [] },
    })
  }

  async findChoice(version: FileVersion): Promise<TextEncoding | null> {
    return (await this.choices.get()).get(this.keyOf(version)) ?? null
  }

  /** Null forgets the choice. Never rejects: a choice that cannot be saved is kept until the app quits. */
  async choose(version: FileVersion, encoding: TextEncoding | null): Promise<void> {
    const choices = await this.choices.get()
    const key = this.keyOf(version)
    if (encoding === null) choices.delete(key)
    else choices.set(key, encoding)
    await this.writeChoices(choices).catch(() => undefined)
  }

  async measureAccount(account: string): Promise<PartSize> {
    return { items: this.keysOf(account, await this.choices.get()).length, bytes: null }
  }

  /** Rejects if the disk fails; the choices then stay on it. */
  async forgetAccount(account: string): Promise<void> {
    const choices = await this.choices.get()
    const remaining = new Map(choices)
    for (const key of this.keysOf(account, choices)) remaining.delete(key)
    if (remaining.size === choices.size) return
    await this.writeChoices(remaining)
    for (const key of this.keysOf(account, choices)) choices.delete(key)
  }

  private keysOf(account: string, choices: ReadonlyMap<string, TextEncoding>): readonly string[] {
    const prefix = `${accountPart(this.ports.hash, account)}-`
    return [...choices.keys()].filter((key) => key.startsWith(prefix))
  }

  private writeChoices(choices: ReadonlyMap<string, TextEncoding>): Promise<void> {
    const stored = [...choices].map(([file, encoding]) => ({ file, encoding }))
    return this.document.write({ version: 1, choices: stored })
  }

  private keyOf({ account, file }: FileVersion): string {
    const { hash } = this.ports
    return `${accountPart(hash, account)}-${identityPart(hash, account, file)}`
  }

  /** A file that cannot be read holds no choice worth asking about; the next one replaces it. */
  private async readChoices(): Promise<Map<string, TextEncoding>> {
    const stored = await this.document.read().catch((): Stored => ({ version: 1, choices: [] }))
    const choices = new BoundedMap<string, TextEncoding>(maxChoices)
    for (const { file, encoding } of stored.choices) choices.set(file, encoding)
    return choices
  }
}
