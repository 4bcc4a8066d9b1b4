import type { AssetContext } from '../../shared/asset'
import { checkDeleteTarget, type DeleteTarget } from '../assets/delete-target'
import type { FlexFacts } from './read-flex-document'
import { WordbeeError } from './wordbee-error'

type FlexContext = Extract<AssetContext, { family: 'flex' }>

/**
 * Finds the id that the asset calls of a Flex document take. Other Flex calls also accept the id of a Codyt job (`c300`); whether
 * asset calls do is unknown, so on a 400 or 404 they are tried with the id of the document (docs/platform-api.md#flex-assets).
 * Assets keep the context that they were opened with.
 */
export class FlexIds {
  private readonly facts = new Map<string, Promise<FlexFacts>>()
  /** Job ids that asset calls accepted, and those whose document id they accepted instead. */
  private readonly accepted = new Set<string>()
  private readonly replaced = new Map<string, FlexContext>()

  constructor(private readonly readFacts: (flexId: string, signal?: AbortSignal) => Promise<FlexFacts>) {}

  /** Reads a Flex document, and remembers its id. */
  async readDocument(flexId: string, signal?: AbortSignal): Promise<FlexFacts> {
    const facts = await this.readFacts(flexId, signal)
    this.facts.set(flexId, Promise.resolve(facts))
    return facts
  }

  /** The context for the URL of a call that changes something; a listing came before it. */
  resolve(context: AssetContext): AssetContext {
    return context.family === 'flex' ? (this.replaced.get(context.documentId) ?? context) : context
  }

  /** The target with the context for its URL; unchanged unless asset calls refused its job id. */
  resolveTarget(target: DeleteTarget): DeleteTarget {
    const context = this.resolve(target.context)
    return context === target.context ? target : (checkDeleteTarget({ ...target, context }) ?? target)
  }

  /** Runs a call that only reads, and once more with the id of the document if the server refuses that of a job. */
  async read<Value>(
    context: AssetContext,
    signal: AbortSignal | undefined,
    call: (context: AssetContext) => Promise<Value>,
  ): Promise<Value> {
    const known = this.resolve(context)
    if (known !== context || !isJobId(context) || this.accepted.has(context.documentId)) return call(known)
    try {
      const value = await call(context)
      this.accepted.add(context.documentId)
      return value
    } catch (error) {
      const document = isRefusal(error) ? await this.findDocument(context, signal) : null
      if (document === null) throw error
      // If the document's id is refused as well, the reason is another one.
      const value = await call(document).catch((second: unknown) => {
        throw isRefusal(second) ? error : second
      })
      this.replaced.set(context.documentId, document)
      return value
    }
  }

  private async findDocument(
    { documentId }: FlexContext,
    signal: AbortSignal | undefined,
  ): Promise<FlexContext | null> {
    const reading = this.facts.get(documentId) ?? this.readFacts(documentId, signal)
    this.facts.set(documentId, reading)
    try {
      const facts = await reading
      return facts.documentId === null ? null : { family: 'flex', documentId: String(facts.documentId) }
    } catch {
      this.facts.delete(documentId)
      return null
    }
  }
}

function isJobId(context: AssetContext): context is FlexContext {
  return context.family === 'flex' && !/^\d+$/.test(context.documentId)
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof WordbeeError)) return false
  return error.facts.status === 404 || error.failure.kind === 'server-refused'
}
