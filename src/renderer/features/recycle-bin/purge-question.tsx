import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { connectionText, formatSize, whereText } from '../../lib/format'
import { t } from '../../lib/intl'
import type { BinRows } from './bin-selection'
import type { BinStore } from './bin-store'

const SHOWN = 100

/** Where the files of these copies were, each place once. */
function originsOf(copies: BinRows): readonly string[] {
  return [
    ...new Set(
      copies.map(({ connectionName, accountId, host }) => {
        const facts = { name: connectionName, accountId, host }
        return t('bin.purge.from', { name: connectionText(facts), where: whereText(facts) })
      }),
    ),
  ]
}

/** Before copies go for good. It opens on Cancel. */
export function PurgeQuestion({ store }: { readonly store: BinStore }) {
  const asking = useStore(store, (state) => state.asking)
  const count = asking.length
  return (
    <ModalOverlay
      className="veil"
      isOpen={count > 0}
      isDismissable={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) store.cancelPurge()
      }}
    >
      <Modal className="bin-question-box">
        <Dialog role="alertdialog" className="bin-question">
          <Heading slot="title" className="bin-question-title">
            {t('bin.purge.title', { count })}
          </Heading>
          <p>{t('bin.purge.text')}</p>
          {originsOf(asking).map((origin) => (
            <p key={origin} className="bin-question-from">
              {origin}
            </p>
          ))}
          <ul className="bin-question-files scrolls" tabIndex={0} aria-label={t('screen.recycle-bin')}>
            {asking.slice(0, SHOWN).map(({ id, identity, size }) => (
              <li key={id}>
                <FileName name={identity.name} />
                <span>{formatSize(size)}</span>
              </li>
            ))}
            {count > SHOWN && <li>{t('list.moreFiles', { count: count - SHOWN })}</li>}
          </ul>
          <div className="bin-question-end">
            <Button autoFocus className="question-cancel" onPress={store.cancelPurge}>
              {t('action.cancel')}
            </Button>
            <Button look="danger" onPress={() => void store.purge()}>
              {t('bin.purge.confirm')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
