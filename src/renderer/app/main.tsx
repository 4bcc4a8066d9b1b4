import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ThumbnailBoardContext } from '../components/thumbnail-board'
import { languageOfPage, speak } from '../lib/intl'
import { ErrorBoundary } from './error-boundary'
import { listen } from './events'
import { keepFocus } from './keep-focus'
import { SpokenApp } from './spoken-app'
import { createStores } from './stores'
import './styles/contrast.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

const { api } = window
const stores = createStores(api)
listen(api, stores)
keepFocus()

// What is drawn first is in the language that it stays in.
await speak(languageOfPage())

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <ThumbnailBoardContext value={stores.thumbnails.board}>
        <SpokenApp api={api} stores={stores} />
      </ThumbnailBoardContext>
    </ErrorBoundary>
  </StrictMode>,
)
