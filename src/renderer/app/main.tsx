import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ThumbnailBoardContext } from '../components/thumbnail-board'
import { App } from './app'
import { ErrorBoundary } from './error-boundary'
import { listen } from './events'
import { keepFocus } from './keep-focus'
import { createStores } from './stores'
import './styles/contrast.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

const { api } = window
const stores = createStores(api)
listen(api, stores)
keepFocus()

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <ThumbnailBoardContext value={stores.thumbnails.board}>
        <App api={api} stores={stores} />
      </ThumbnailBoardContext>
    </ErrorBoundary>
  </StrictMode>,
)
