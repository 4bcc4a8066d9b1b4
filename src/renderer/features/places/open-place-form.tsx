import { useMemo, useState, type Ref, type SyntheticEvent } from 'react'
import type { PlaceRequest } from '../../../shared/place'
import { Button } from '../../components/button'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import type { SegmentsProblem } from '../../lib/segment-ids'
import { visibleText } from '../../lib/visible-text'
import { parsePlace, type ParsedPlace } from './parse-place'
import { parsePastedPlace } from './parse-pasted-place'

interface OpenPlaceFormProps {
  readonly onOpen: (place: PlaceRequest) => void
  readonly scopeRef: Ref<HTMLInputElement>
}

const maxShownTokens = 3

function tokensText({ tokens }: Extract<SegmentsProblem, { kind: 'invalid' }>): string {
  const shown = tokens
    .slice(0, maxShownTokens)
    .map(({ token, reason }) =>
      t(`place.segments.wrong.${reason}`, { token: visibleText(token.slice(0, 40)) }),
    )
  const more = tokens.length - maxShownTokens
  return [...shown, ...(more > 0 ? [t('place.segments.wrong.more', { count: more })] : [])].join(' ')
}

function segmentsProblemText(problem: SegmentsProblem): string {
  switch (problem.kind) {
    case 'invalid':
      return tokensText(problem)
    case 'too-many':
      return t('place.segments.tooMany', { limit: problem.limit })
  }
}

/** Describes what the current input would open. */
function helpText(parsed: ParsedPlace): string | null {
  if (!parsed.ok) return null
  const { place } = parsed
  if (place.kind !== 'segments') return t(`place.whole.${place.kind}`)
  return place.segmentIds.length === 1 ? null : t('count.segments', { count: place.segmentIds.length })
}

const maxRows = 4
const charactersPerRow = 26

/** Rows of the text field: it grows with its content, so that it takes no more space from the tree than needed. */
function rowsFor(text: string): number {
  const rows = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charactersPerRow)), 0)
  return Math.min(rows, maxRows)
}

/** Opens a scope, or segments by their ids, for example from a message or a script. */
export function OpenPlaceForm({ onOpen, scopeRef }: OpenPlaceFormProps) {
  const [scope, setScope] = useState('')
  const [segments, setSegments] = useState('')
  const [isRejected, setRejected] = useState(false)
  const parsed = useMemo(() => parsePlace(scope, segments), [scope, segments])
  // Problems are shown after the first rejected submit, and then updated on each key until they are fixed.
  const problem = isRejected && !parsed.ok ? parsed : null

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    setRejected(!parsed.ok)
    if (parsed.ok) onOpen(parsed.place)
  }

  /** A pasted address or curl command fills both fields, whichever one it is pasted into. */
  function change(text: string, set: (text: string) => void) {
    const pasted = parsePastedPlace(text)
    if (pasted === null) {
      set(text)
      return
    }
    setScope(pasted.scope)
    setSegments(pasted.segments)
  }

  const scopeProblem = problem?.scope ?? null
  const segmentsProblem = problem?.segments ?? null
  return (
    <form className="open-place" aria-labelledby="open-place-title" onSubmit={submit} noValidate>
      <h2 id="open-place-title" className="panel-title">
        {t('action.openPlace')}
      </h2>
      <TextField
        label={t('place.scope')}
        value={scope}
        onChange={(text) => change(text, setScope)}
        placeholder="pr7214"
        inputRef={scopeRef}
        error={scopeProblem === null ? null : t(`place.scope.${scopeProblem}`)}
      />
      <TextField
        label={t('place.segments')}
        value={segments}
        onChange={(text) => change(text, setSegments)}
        help={helpText(parsed)}
        placeholder={t('place.segments.example')}
        rows={rowsFor(segments)}
        error={segmentsProblem === null ? null : segmentsProblemText(segmentsProblem)}
      />
      <Button type="submit">{t('place.open')}</Button>
    </form>
  )
}
