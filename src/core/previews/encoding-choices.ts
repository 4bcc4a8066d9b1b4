import { z } from 'zod'
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
    const stored = [...choices].map(([file, chosen]) => ({ file, encoding: chosen }))
    await this.document.write({ version: 1, choices: stored }).catch(() => undefined)
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
