import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { connectionText, formatSize, accountText } from '../../lib/format'
import { t } from '../../lib/intl'
import type { BinRows } from './bin-selection'
import type { BinStore } from './bin-store'

const maxShownFiles = 100

/** The connections and accounts that these copies come from, without duplicates. */
function accountTextsOf(copies: BinRows): readonly string[] {
  return [
    ...new Set(
      copies.map(({ connectionName, accountId, host }) => {
        const facts = { name: connectionName, accountId, host }
        return t('bin.purge.from', { name: connectionText(facts), where: accountText(facts) })
      }),
    ),
  ]
}

/** Confirmation before copies are permanently deleted. Cancel has the initial focus. */
export function PurgeQuestion({ store }: { readonly store: BinStore }) {
  const copiesToPurge = useStore(store, (state) => state.copiesToPurge)
  const count = copiesToPurge.length
  return (
    <ModalOverlay
      className="overlay"
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
          {accountTextsOf(copiesToPurge).map((account) => (
            <p key={account} className="bin-question-from">
              {account}
            </p>
          ))}
          <ul className="bin-question-files scrolls" tabIndex={0} aria-label={t('screen.recycle-bin')}>
            {copiesToPurge.slice(0, maxShownFiles).map(({ id, identity, size }) => (
              <li key={id}>
                <FileName name={identity.name} />
                <span>{formatSize(size)}</span>
              </li>
            ))}
            {count > maxShownFiles && <li>{t('list.moreFiles', { count: count - maxShownFiles })}</li>}
          </ul>
          <div className="bin-question-actions">
            <Button autoFocus className="question-cancel" onPress={store.cancelPurge}>
              {t('action.cancel')}
            </Button>
            <Button variant="danger" onPress={() => void store.purge()}>
              {t('bin.purge.confirm', { count })}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
