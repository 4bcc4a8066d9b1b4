import { z } from 'zod'
import { textEncodings, type TextEncoding } from '../../shared/preview'
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
  private loading: Promise<Map<string, TextEncoding>> | null = null

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
    return (await this.load()).get(this.keyOf(version)) ?? null
  }

  /** Null forgets the choice. Never rejects: a choice that cannot be saved is kept until the app quits. */
  async choose(version: FileVersion, encoding: TextEncoding | null): Promise<void> {
    const choices = await this.load()
    const key = this.keyOf(version)
    choices.delete(key)
    if (encoding !== null) choices.set(key, encoding)
    const [oldest] = choices.keys()
    if (choices.size > maxChoices && oldest !== undefined) choices.delete(oldest)
    const stored = [...choices].map(([file, chosen]) => ({ file, encoding: chosen }))
    await this.document.write({ version: 1, choices: stored }).catch(() => undefined)
  }

  private keyOf({ account, file }: FileVersion): string {
    const { hash } = this.ports
    return `${accountPart(hash, account)}-${identityPart(hash, account, file)}`
  }

  /** A file that cannot be read holds no choice worth asking about; the next one replaces it. */
  private load(): Promise<Map<string, TextEncoding>> {
    this.loading ??= this.document
      .read()
      .catch((): Stored => ({ version: 1, choices: [] }))
      .then(({ choices }) => new Map(choices.map(({ file, encoding }) => [file, encoding])))
    return this.loading
  }
}
