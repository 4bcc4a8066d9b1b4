import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ThumbnailRegistryContext } from '../components/thumbnail-registry'
import { documentLocale, setLocale } from '../lib/intl'
import { preloadParts } from './deferred-shell'
import { ErrorBoundary } from './error-boundary'
import { subscribeToEvents } from './subscribe-to-events'
import { restoreFocus } from './restore-focus'
import { LocalizedApp } from './localized-app'
import { createStores } from './stores'
import { ignoreComposingKeys } from './window-keys'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

ignoreComposingKeys()

const { api } = window
const stores = createStores(api)
subscribeToEvents(api, stores)
restoreFocus()

// Load the locale before the first render, so that the language does not change in view.
await setLocale(documentLocale())

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <ThumbnailRegistryContext value={stores.thumbnails.registry}>
        <LocalizedApp api={api} stores={stores} />
      </ThumbnailRegistryContext>
    </ErrorBoundary>
  </StrictMode>,
)

// Once the first screen is on the display, so that loading does not delay it.
new PerformanceObserver((_, observer) => {
  observer.disconnect()
  void preloadParts()
}).observe({ type: 'paint', buffered: true })
