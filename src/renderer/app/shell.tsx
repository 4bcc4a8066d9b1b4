import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import type { AppStatus } from '../../shared/app-status'
import type { Connection } from '../../shared/connection'
import type { RefshelfApi } from '../../shared/ipc/contract'
import { AssetBrowser } from '../features/browse/asset-browser'
import { PlanFailure } from '../features/delete/plan-failure'
import { ProtectMenu } from '../features/protection/protect-menu'
import { ThumbnailOffer } from '../features/thumbnails/thumbnail-offer'
import { UploadMenu } from '../features/transfers/upload-menu'
import { menuPoint } from '../lib/context-menu'
import {
  deleteSelected,
  copySelected,
  openAssetMenu,
  runCommand,
  togglePreview,
  type CommandContext,
} from './commands'
import {
  ActivityScreen,
  FullPreviewPart,
  OperationsPart,
  RecycleBinScreen,
  SettingsPart,
  ShortcutsDialog,
} from './deferred-screens'
import { DeleteQuestionPart } from './delete-question-part'
import { Notices } from './notices'
import { findOfflineReason } from './offline-reason'
import { OfflineStrip } from './offline-strip'
import { DetailsPart, usePreview } from './preview-part'
import { Sidebar } from './sidebar'
import { StatusBar } from './status-bar'
import type { Stores } from './stores'
import { TopBar } from './top-bar'
import { chooseUploads, downloadSelected } from './transfer-commands'
import { TransferDialogs } from './transfer-dialogs'
import { UndoPart } from './undo-deletion'
import { useOnline } from './use-online'
import { useHasOperations } from './use-has-operations'
import { useFocusAfterDialog } from './use-focus-after-dialog'
import { useWideWindow } from './use-wide-window'
import { listenToKeys } from './window-keys'
import './shell.css'
// This chunk ends the style sheet, so these rules win over others of equal weight.
import './styles/contrast.css'

interface ShellProps {
  readonly api: RefshelfApi
  readonly stores: Stores
  readonly status: AppStatus
  readonly connection: Connection
}

function useCommands(api: RefshelfApi, stores: Stores) {
  const gridRef = useRef<HTMLDivElement>(null)
  const searchRef = useRef<HTMLInputElement>(null)
  const scopeRef = useRef<HTMLInputElement>(null)
  const operationsRef = useRef<HTMLDivElement>(null)
  const [hasShortcuts, setHasShortcuts] = useState(false)
  const context = useMemo(
    (): CommandContext => ({
      api,
      stores,
      focusGrid: () => gridRef.current?.focus(),
      focusSearch: () => searchRef.current?.select(),
      focusScope: () => scopeRef.current?.focus(),
      showShortcuts: () => setHasShortcuts(true),
      focusOperations: () => operationsRef.current?.focus(),
    }),
    [api, stores],
  )
  useEffect(() => api.watchCommand((command) => runCommand(command, context)), [api, context])
  useEffect(() => listenToKeys(context), [context])
  const openMenu = useCallback(
    (event: MouseEvent) => void openAssetMenu(context, menuPoint(event)),
    [context],
  )
  const upload = (isDisabled: boolean) => (
    <UploadMenu isDisabled={isDisabled} onChoose={(what) => chooseUploads(context, what)} />
  )
  return {
    gridRef,
    searchRef,
    scopeRef,
    operationsRef,
    hasShortcuts,
    setHasShortcuts,
    context,
    openMenu,
    upload,
  }
}

interface AssetsPartProps {
  readonly commands: ReturnType<typeof useCommands>
  readonly isPlanning: boolean
  readonly hasDetails: boolean
  readonly isReadOnly: boolean
  readonly onToggleDetails: () => void
}

/** The asset list with its commands. */
function AssetsPart({ commands, ...props }: AssetsPartProps) {
  const { context } = commands
  const { stores } = context
  return (
    <AssetBrowser
      {...props}
      store={stores.browse}
      gridRef={commands.gridRef}
      searchRef={commands.searchRef}
      tools={(selected) => <ProtectMenu store={stores.protection} assets={selected} />}
      notice={<Notices stores={stores} />}
      upload={commands.upload}
      onDownload={() => void downloadSelected(context)}
      onDelete={() => deleteSelected(stores)}
      onMenu={commands.openMenu}
      onCopy={(what) => void copySelected(context, what)}
      onPreview={() => togglePreview(stores)}
    />
  )
}

/** The window while a connection is open. Features are composed only here; they do not import each other. */
export function Shell({ api, stores, status, connection }: ShellProps) {
  const commands = useCommands(api, stores)
  const { searchRef, scopeRef, hasShortcuts, setHasShortcuts, context } = commands
  // Not the whole store: a running deletion changes it many times a second.
  const prompt = useStore(stores.deletion, (state) => state.prompt)
  const isUploading = useStore(stores.uploads, ({ step }) => step === 'asking')
  const openPlace = useStore(stores.browse, (state) => state.place)
  const part = useStore(stores.navigation, (state) => state.part)
  // Other screens show neither the list nor its name and counts.
  const place = part === 'assets' ? openPlace : null
  const isWide = useWideWindow()
  const offline = findOfflineReason(status, useOnline())
  const [wantsDetails, setWantsDetails] = useState<boolean | null>(null)
  useFocusAfterDialog(prompt.step === 'asking' || isUploading, context.focusGrid)

  const hasDetails = place !== null && (wantsDetails ?? isWide)
  usePreview(stores, { hasDetails, focusGrid: context.focusGrid })
  const hasOperations = useHasOperations(stores)
  const hasSide = hasDetails || (hasOperations && isWide)
  const operations = (
    <OperationsPart stores={stores} account={status.accountKey} partRef={commands.operationsRef} />
  )
  return (
    <div className="shell" data-side={hasSide || undefined}>
      <TopBar
        connection={connection}
        place={place}
        budget={status.budget}
        stores={stores}
        onShortcuts={() => setHasShortcuts(true)}
      />
      <Sidebar
        stores={stores}
        status={status}
        connection={connection}
        scopeRef={scopeRef}
        place={openPlace}
      />
      <div className="shell-main">
        <OfflineStrip offline={offline} connection={connection} />
        {part === 'activity' && <ActivityScreen store={stores.activity} searchRef={searchRef} />}
        {part === 'recycle-bin' && (
          <RecycleBinScreen
            store={stores.bin}
            isConnected
            searchRef={searchRef}
            notice={<PlanFailure store={stores.deletion} />}
          />
        )}
        {part === 'settings' && <SettingsPart stores={stores} />}
        {part === 'assets' && (
          <AssetsPart
            commands={commands}
            isPlanning={prompt.step === 'planning'}
            hasDetails={hasDetails}
            isReadOnly={connection.readOnly}
            onToggleDetails={() => setWantsDetails(!hasDetails)}
          />
        )}
        {hasOperations && !hasSide && <div className="shell-drawer scrolls">{operations}</div>}
      </div>
      {hasSide && (
        <aside className="shell-side">
          {hasDetails && <DetailsPart stores={stores} />}
          {hasOperations && <div className="shell-operations scrolls">{operations}</div>}
        </aside>
      )}
      <StatusBar
        store={place === null ? null : stores.browse}
        connection={connection}
        waitingUntil={status.waitingUntil}
        isOffline={offline !== null}
      >
        <UndoPart stores={stores} account={status.accountKey} />
        {place !== null && <ThumbnailOffer store={stores.thumbnails} />}
      </StatusBar>
      <DeleteQuestionPart stores={stores} />
      <TransferDialogs stores={stores} connection={connection} account={status.accountKey} />
      <FullPreviewPart stores={stores} />
      <ShortcutsDialog isOpen={hasShortcuts} onClose={() => setHasShortcuts(false)} />
    </div>
  )
}
