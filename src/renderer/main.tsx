import './client/style-nonce'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './styles/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { connectStore } from './client/run-store'
import { showUnheardFailures } from './client/unheard-failures'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

showUnheardFailures(window)
connectStore()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
