import { useState, type SyntheticEvent } from 'react'
import { Button } from '../../components/button'
import { TextField } from '../../components/text-field'
import { t } from '../../lib/intl'
import type { KeyRequest } from './connect-store'

interface KeyFormProps {
  readonly name: string
  readonly use: KeyRequest['use']
  readonly onSubmit: (apiKey: string) => void
  readonly onCancel: () => void
}

/** Asks for the key of a saved connection, for this session or to replace the stored key. */
export function KeyForm({ name, use, onSubmit, onCancel }: KeyFormProps) {
  const [apiKey, setApiKey] = useState('')

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (apiKey === '') return
    setApiKey('')
    onSubmit(apiKey)
  }

  return (
    <form className="key-form" onSubmit={submit} noValidate>
      <TextField
        label={t('saved.key', { name })}
        type="password"
        value={apiKey}
        onChange={setApiKey}
        help={t(use === 'replace' ? 'saved.key.replaces' : 'saved.key.session')}
        autoFocus
      />
      <div className="key-form-actions">
        <Button size="small" onPress={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" variant="primary" size="small" isDisabled={apiKey === ''}>
          {t(use === 'replace' ? 'saved.key.replace' : 'saved.key.use')}
        </Button>
      </div>
    </form>
  )
}
