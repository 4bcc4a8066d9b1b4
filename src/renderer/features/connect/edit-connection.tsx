import { useState, type SyntheticEvent } from 'react'
import { useStore } from 'zustand/react'
import { connectionColors, type ConnectionColor, type SavedConnection } from '../../../shared/connection'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { FailureNote } from '../../components/failure-note'
import { TextField } from '../../components/text-field'
import { Checkbox } from '../../components/checkbox'
import { DialogBody, DialogFrame, DialogTitle } from '../../components/dialog-frame'
import { failureText } from '../../lib/failure-text'
import { t } from '../../lib/intl'
import type { ConnectStore } from './connect-store'
import './connect-dialog.css'

interface EditConnectionProps {
  readonly store: ConnectStore
  readonly saved: readonly SavedConnection[]
}

/** Native radio buttons with colour dots: one tab stop, arrow keys move between colours. */
function ColorChoice({
  color,
  onChange,
}: {
  readonly color: ConnectionColor
  readonly onChange: (color: ConnectionColor) => void
}) {
  return (
    <fieldset className="edit-colors">
      <legend>{t('edit.color')}</legend>
      <div className="edit-colors-list">
        {connectionColors.map((option) => (
          <span key={option} className="edit-color" title={t(`color.${option}`)}>
            <ColorDot color={option} />
            <input
              type="radio"
              name="connection-color"
              aria-label={t(`color.${option}`)}
              checked={option === color}
              onChange={() => onChange(option)}
            />
          </span>
        ))}
      </div>
    </fieldset>
  )
}

function EditForm({ store, saved }: { readonly store: ConnectStore; readonly saved: SavedConnection }) {
  const editing = useStore(store, (state) => state.editing)
  const [name, setName] = useState(saved.name)
  const [color, setColor] = useState(saved.color)
  const [opensAtStart, setOpensAtStart] = useState(saved.opensAtStart)
  const canOpenAtStart = saved.key === 'saved-securely'
  const failure = editing?.failure ?? null
  const isNameFailure = failure?.kind === 'connection-name'
  const isBusy = editing?.isBusy === true

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    void store.saveEdit({ name, color, ...(opensAtStart !== saved.opensAtStart && { opensAtStart }) })
  }

  return (
    <form className="connect-form" onSubmit={submit} noValidate aria-busy={isBusy}>
      {failure !== null && !isNameFailure && <FailureNote failure={failure} />}
      <TextField
        label={t('field.name')}
        value={name}
        onChange={setName}
        error={isNameFailure ? failureText(failure.kind) : null}
        help={t('edit.note')}
        autoFocus
      />
      <ColorChoice color={color} onChange={setColor} />
      <Checkbox
        isSelected={opensAtStart}
        isDisabled={!canOpenAtStart && !opensAtStart}
        onChange={setOpensAtStart}
        note={t(canOpenAtStart ? 'opens.note' : 'opens.noKey')}
      >
        {t('opens.atStart')}
      </Checkbox>
      <div className="dialog-actions">
        <Button onPress={store.closeEditor}>{t('action.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={isBusy}>
          {t('edit.save')}
        </Button>
      </div>
    </form>
  )
}

/** Dialog that edits the name and colour of a saved connection, and whether it opens at start. */
export function EditConnection({ store, saved }: EditConnectionProps) {
  const editing = useStore(store, (state) => state.editing)
  const entry = saved.find(({ id }) => id === editing?.id)
  return (
    <DialogFrame isOpen={entry !== undefined} onClose={store.closeEditor} size="small">
      <DialogBody className="connect-dialog">
        <DialogTitle>{t('edit.title')}</DialogTitle>
        {entry !== undefined && <EditForm key={entry.id} store={store} saved={entry} />}
      </DialogBody>
    </DialogFrame>
  )
}
