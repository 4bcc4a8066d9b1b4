import { useState, type Ref, type SyntheticEvent } from 'react'
import type { PlaceRequest } from '../../../shared/place'
import { Button } from '../../components/button'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { parsePlace, type ParsedPlace, type SegmentsProblem } from './parse-place'

interface OpenPlaceFormProps {
  readonly onOpen: (place: PlaceRequest) => void
  readonly scopeRef: Ref<HTMLInputElement>
}

function segmentsProblemText(problem: SegmentsProblem): string {
  switch (problem.kind) {
    case 'missing':
      return t('place.segments.missing')
    case 'invalid':
      return t('place.segments.invalid', { token: visibleText(problem.token.slice(0, 40)) })
    case 'too-many':
      return t('place.segments.tooMany', { limit: problem.limit })
  }
}

const MOST_ROWS = 4
const CHARACTERS_A_ROW = 26

/** Grows with what is pasted, so that the tree above keeps its room. */
function rowsFor(text: string): number {
  const rows = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_ROW)), 0)
  return Math.min(rows, MOST_ROWS)
}

/** Opens segments by their ids: what a colleague sends, or a script. */
export function OpenPlaceForm({ onOpen, scopeRef }: OpenPlaceFormProps) {
  const [scope, setScope] = useState('')
  const [segments, setSegments] = useState('')
  const [problem, setProblem] = useState<Extract<ParsedPlace, { ok: false }> | null>(null)

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    const parsed = parsePlace(scope, segments)
    setProblem(parsed.ok ? null : parsed)
    if (parsed.ok) onOpen(parsed.place)
  }

  const scopeProblem = problem?.scope ?? null
  const segmentsProblem = problem?.segments ?? null
  return (
    <form className="open-place" aria-labelledby="open-place-title" onSubmit={submit} noValidate>
      <h2 id="open-place-title" className="panel-title">
        {t('place.title')}
      </h2>
      <TextField
        label={t('place.scope')}
        value={scope}
        onChange={setScope}
        placeholder="pr7214"
        inputRef={scopeRef}
        error={scopeProblem === null ? null : t(`place.scope.${scopeProblem}`)}
      />
      <TextField
        label={t('place.segments')}
        value={segments}
        onChange={setSegments}
        placeholder={t('place.segments.example')}
        rows={rowsFor(segments)}
        error={segmentsProblem === null ? null : segmentsProblemText(segmentsProblem)}
      />
      <Button type="submit">{t('place.open')}</Button>
    </form>
  )
}
