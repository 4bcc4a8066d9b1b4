import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { toAsciiDigits } from '../../../shared/order/ascii-digits'
import type { ConnectRequest } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import { readServerAddress } from '../../../shared/server-address'
import { trimEndOf } from '../../../shared/trim'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Spinner } from '../../components/spinner'
import { TextField } from '../../components/text-field'
import { Checkbox } from '../../components/checkbox'
import { t } from '../../lib/intl'

interface ConnectFormProps {
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly failure: AppFailure | null
  readonly onConnect: (request: ConnectRequest) => void
}

type Missing = 'serverUrl' | 'accountId' | 'apiKey'

function findMissing(request: ConnectRequest): Missing | null {
  if (request.serverUrl.trim() === '') return 'serverUrl'
  if (request.accountId.trim() === '') return 'accountId'
  return request.apiKey === '' ? 'apiKey' : null
}

/** Says which address will be used, if it is not the typed one. */
function cutAddressNote(typed: string): string | null {
  const address = readServerAddress(typed)
  if (!address.ok) return address.problem === 'address-api-1' ? t('failure.address-api-1') : null
  const isAsTyped = trimEndOf(typed.trim(), /\//) === address.url
  return isAsTyped ? null : t('connect.usedAddress', { address: address.url })
}

export function ConnectForm({ isBusy, isDisabled, failure, onConnect }: ConnectFormProps) {
  const [serverUrl, setServerUrl] = useState('')
  const [accountId, setAccountId] = useState('')
  const [apiKey, setApiKey] = useState('')
  const [remember, setRemember] = useState(false)
  const [readOnly, setReadOnly] = useState(false)
  const [missing, setMissing] = useState<Missing | null>(null)
  const keyInput = useRef<HTMLInputElement>(null)

  // The key field was cleared on submit, so the key has to be typed again.
  useEffect(() => {
    if (failure?.kind === 'wrong-key') keyInput.current?.focus()
  }, [failure])

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isDisabled) return
    const request = {
      serverUrl: serverUrl.trim(),
      accountId: toAsciiDigits(accountId).trim(),
      apiKey,
      remember,
      readOnly,
    }
    const firstMissing = findMissing(request)
    setMissing(firstMissing)
    if (firstMissing !== null) return
    setApiKey('')
    onConnect(request)
  }

  const errorOf = (field: Missing) => (missing === field ? t(`connect.missing.${field}`) : null)

  return (
    <form className="connect-form" onSubmit={submit} noValidate aria-busy={isBusy}>
      {failure !== null && <FailureNote failure={failure} />}
      <p className="connect-where">{t('connect.where')}</p>
      <TextField
        label={t('connect.serverUrl')}
        value={serverUrl}
        onChange={setServerUrl}
        placeholder="https://"
        inputMode="url"
        error={errorOf('serverUrl')}
        help={cutAddressNote(serverUrl)}
        isDisabled={isDisabled}
        autoFocus
      />
      <TextField
        label={t('connect.accountId')}
        value={accountId}
        onChange={setAccountId}
        error={errorOf('accountId')}
        isDisabled={isDisabled}
      />
      <TextField
        label={t('connect.apiKey')}
        type="password"
        value={apiKey}
        onChange={setApiKey}
        error={errorOf('apiKey')}
        isDisabled={isDisabled}
        inputRef={keyInput}
      />
      <Checkbox
        isSelected={remember}
        onChange={setRemember}
        isDisabled={isDisabled}
        note={t('connect.remember.note')}
      >
        {t('connect.remember')}
      </Checkbox>
      <Checkbox isSelected={readOnly} onChange={setReadOnly} isDisabled={isDisabled}>
        {t('readOnly.long')}
      </Checkbox>
      <Button
        type="submit"
        variant="primary"
        size="large"
        isDisabled={isDisabled}
        icon={isBusy && <Spinner />}
      >
        {t(isBusy ? 'connect.busy' : 'connect.submit')}
      </Button>
    </form>
  )
}
