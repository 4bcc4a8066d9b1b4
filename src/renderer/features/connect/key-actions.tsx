import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import type { KeyRequest } from './connect-store'

interface KeyActionsProps {
  readonly id: string
  readonly isDisabled: boolean
  readonly onOpen: () => void
  readonly onRequestKey: (request: KeyRequest) => void
}

/** The three options when a stored key does not work. The key stays stored until it is replaced. */
export function KeyActions({ id, isDisabled, onOpen, onRequestKey }: KeyActionsProps) {
  return (
    <>
      <Button size="small" isDisabled={isDisabled} onPress={onOpen}>
        {t('action.retry')}
      </Button>
      <Button size="small" isDisabled={isDisabled} onPress={() => onRequestKey({ id, use: 'session' })}>
        {t('saved.useForSession')}
      </Button>
      <Button size="small" isDisabled={isDisabled} onPress={() => onRequestKey({ id, use: 'replace' })}>
        {t('saved.replace')}
      </Button>
    </>
  )
}
