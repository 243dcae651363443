import './client/style-nonce'
import './styles/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { connectStore } from './client/run-store'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

connectStore()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
