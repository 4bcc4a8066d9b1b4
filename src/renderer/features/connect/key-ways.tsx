import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import type { KeyWanted } from './connect-store'

interface KeyWaysProps {
  readonly id: string
  readonly isDisabled: boolean
  readonly onOpen: () => void
  readonly onAskForKey: (wanted: KeyWanted) => void
}

/** The three ways out when a stored key is of no use; it stays as it is until it is replaced. */
export function KeyWays({ id, isDisabled, onOpen, onAskForKey }: KeyWaysProps) {
  return (
    <>
      <Button size="small" isDisabled={isDisabled} onPress={onOpen}>
        {t('action.retry')}
      </Button>
      <Button size="small" isDisabled={isDisabled} onPress={() => onAskForKey({ id, use: 'session' })}>
        {t('saved.useForSession')}
      </Button>
      <Button size="small" isDisabled={isDisabled} onPress={() => onAskForKey({ id, use: 'replace' })}>
        {t('saved.replace')}
      </Button>
    </>
  )
}
